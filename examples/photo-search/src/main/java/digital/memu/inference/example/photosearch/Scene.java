package digital.memu.inference.example.photosearch;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture that the program draws for those who have no photos at hand, and what is to be seen in it. All places are parts of
 * width and height. Immutable.
 */
final class Scene {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    private final String name;
    private final String shows;
    private final List<Shape> shapes;
    private final List<FaceShape> faces;
    private final List<Line> lines;

    private Scene(String name, String shows, List<Shape> shapes, List<FaceShape> faces, List<Line> lines) {
        this.name = name;
        this.shows = shows;
        this.shapes = shapes;
        this.faces = faces;
        this.lines = lines;
    }

    /** A scene under the sky of that colour, on ground of that colour. */
    static Scene of(String name, String shows, int sky, int ground) {
        List<Shape> shapes = List.of(new Shape(sky, false, 0, 0, 1, 0.5), new Shape(ground, false, 0, 0.5, 1, 1));
        return new Scene(name, shows, shapes, List.of(), List.of());
    }

    Scene box(int colour, double left, double top, double right, double bottom) {
        return with(new Shape(colour, false, left, top, right, bottom));
    }

    Scene disc(int colour, double left, double top, double right, double bottom) {
        return with(new Shape(colour, true, left, top, right, bottom));
    }

    /** With somebody, whose face has that colour; {@code x} is its middle. */
    Scene person(String person, int colour, double x) {
        List<FaceShape> more = new ArrayList<>(faces);
        more.add(new FaceShape(person, x - 0.09, 0.2, x + 0.09, 0.45));
        return new Scene(name, shows, shapes, List.copyOf(more), lines)
                .box(0x405070, x - 0.1, 0.45, x + 0.1, 0.8)
                .disc(colour, x - 0.09, 0.2, x + 0.09, 0.45)
                .disc(0x202020, x - 0.05, 0.28, x - 0.03, 0.31)
                .disc(0x202020, x + 0.03, 0.28, x + 0.05, 0.31);
    }

    /** With that written in it, from there on downwards. */
    Scene line(String text, double top) {
        List<Line> more = new ArrayList<>(lines);
        more.add(new Line(text, 0.1, top, 0.9, top + 0.1));
        return new Scene(name, shows, shapes, faces, List.copyOf(more));
    }

    private Scene with(Shape shape) {
        List<Shape> more = new ArrayList<>(shapes);
        more.add(shape);
        return new Scene(name, shows, List.copyOf(more), faces, lines);
    }

    String name() {
        return name;
    }

    /** What a model for that would see in it, in words. */
    String shows() {
        return shows;
    }

    List<FaceShape> faces() {
        return faces;
    }

    List<Line> lines() {
        return lines;
    }

    BufferedImage drawn() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        shapes.forEach(shape -> shape.draw(graphics));
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, HEIGHT / 14));
        lines.forEach(line -> graphics.drawString(
                line.text(), (int) (line.left() * WIDTH), (int) (line.bottom() * HEIGHT) - HEIGHT / 40));
        graphics.dispose();
        return image;
    }

    /** Somebody's face. */
    record FaceShape(String person, double left, double top, double right, double bottom) {}

    /** Something written. */
    record Line(String text, double left, double top, double right, double bottom) {}

    private record Shape(int colour, boolean round, double left, double top, double right, double bottom) {

        private void draw(Graphics2D graphics) {
            int x = (int) (left * WIDTH);
            int y = (int) (top * HEIGHT);
            int width = (int) ((right - left) * WIDTH);
            int height = (int) ((bottom - top) * HEIGHT);
            graphics.setColor(new Color(colour));
            if (round) {
                graphics.fillOval(x, y, width, height);
            } else {
                graphics.fillRect(x, y, width, height);
            }
        }
    }
}
