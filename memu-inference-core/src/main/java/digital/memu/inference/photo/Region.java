package digital.memu.inference.photo;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Where something is in a photo: four corners, clockwise in the photo as it is looked at, the first being the upper left one
 * of what was found (of a text that stands on its head, the lower right one of the photo).
 *
 * <p>Told in pixels of the photo as it was given, and as fractions of its width and height; the origin is its upper left
 * corner. Corners may lie outside of the photo: services do not cut them off. Immutable and thread-safe.
 */
public final class Region {

    private static final int CORNERS = 4;

    private final List<Point> fractions;
    private final int width;
    private final int height;

    private Region(List<Point> fractions, int width, int height) {
        if (fractions.size() != CORNERS) {
            throw new IllegalArgumentException("A region has four corners, not " + fractions.size());
        }
        if (width <= 0 || height <= 0) {
            throw new IllegalArgumentException("A photo of " + width + " x " + height + " pixels has no regions");
        }
        this.fractions = List.copyOf(fractions);
        this.width = width;
        this.height = height;
    }

    /** A region in a photo of that size, by its corners in pixels. */
    public static Region ofPixels(int width, int height, List<Point> corners) {
        return new Region(
                corners.stream()
                        .map(corner -> new Point(corner.x() / width, corner.y() / height))
                        .toList(),
                width,
                height);
    }

    /** A region in a photo of that size, by its corners as fractions of width and height. */
    public static Region ofFractions(int width, int height, List<Point> corners) {
        return new Region(corners, width, height);
    }

    /** The corners in pixels. */
    public List<Point> pixels() {
        return fractions.stream()
                .map(corner -> new Point(corner.x() * width, corner.y() * height))
                .toList();
    }

    /** The corners as fractions of the photo's width and height: 0 to 1 within the photo. */
    public List<Point> fractions() {
        return fractions;
    }

    /** The smallest upright rectangle around it, in pixels. */
    public Box bounds() {
        return Box.around(pixels());
    }

    /** The smallest upright rectangle around it, as fractions of the photo's width and height. */
    public Box fractionalBounds() {
        return Box.around(fractions);
    }

    /** The same in another photo of that size, to which {@code map} leads its fractions. */
    Region mapped(int otherWidth, int otherHeight, UnaryOperator<Point> map) {
        return new Region(fractions.stream().map(map).toList(), otherWidth, otherHeight);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Region that
                && width == that.width
                && height == that.height
                && fractions.equals(that.fractions);
    }

    @Override
    public int hashCode() {
        return fractions.hashCode();
    }

    @Override
    public String toString() {
        return "Region" + pixels();
    }

    /** A place in a photo; the unit is told by whoever gives it. */
    public record Point(double x, double y) {

        @Override
        public String toString() {
            return "(" + x + ", " + y + ")";
        }
    }

    /** An upright rectangle; the unit is told by whoever gives it. */
    public record Box(double left, double top, double right, double bottom) {

        private static Box around(List<Point> corners) {
            return new Box(
                    corners.stream().mapToDouble(Point::x).min().orElseThrow(),
                    corners.stream().mapToDouble(Point::y).min().orElseThrow(),
                    corners.stream().mapToDouble(Point::x).max().orElseThrow(),
                    corners.stream().mapToDouble(Point::y).max().orElseThrow());
        }

        /** From left to right. */
        public double width() {
            return right - left;
        }

        /** From top to bottom. */
        public double height() {
            return bottom - top;
        }
    }
}
