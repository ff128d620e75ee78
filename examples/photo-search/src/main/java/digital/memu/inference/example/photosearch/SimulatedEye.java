package digital.memu.inference.example.photosearch;

import digital.memu.inference.immich.testing.SimulatedFace;
import digital.memu.inference.immich.testing.SimulatedLine;
import digital.memu.inference.immich.testing.SimulatedPhoto;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;

/** What the simulator sees: the drawn scenes it knows, of everything else the colours. Thread-safe. */
final class SimulatedEye {

    private static final int GRID = 8;

    /** By how much colours of the grid may differ on average in the nearest scene: as JPEG and another size change them. */
    private static final int TOLERANCE = 4;

    private static final int REMEMBERED = 200;

    private static final Map<String, Integer> NAMED = Map.ofEntries(
            Map.entry("white", 0xf5f5f5),
            Map.entry("grey", 0x808080),
            Map.entry("black", 0x101018),
            Map.entry("red", 0xd02020),
            Map.entry("orange", 0xf08030),
            Map.entry("yellow", 0xf0e040),
            Map.entry("sand", 0xe6d2a0),
            Map.entry("brown", 0x7a5030),
            Map.entry("green", 0x308040),
            Map.entry("blue", 0x4080d0),
            Map.entry("purple", 0x8040a0),
            Map.entry("pink", 0xf0a0c0));

    private final Map<Scene, int[]> scenes;
    private final Map<String, int[]> seen = new ConcurrentHashMap<>();

    SimulatedEye() {
        Map<Scene, int[]> grids = new LinkedHashMap<>();
        Scenes.ALL.forEach(scene -> grids.put(scene, grid(scene.drawn())));
        this.scenes = grids;
    }

    float[] vector(SimulatedPhoto photo) {
        int[] grid = grid(photo);
        return known(grid).map(scene -> Concepts.vector(scene.shows())).orElseGet(() -> Concepts.vector(colours(grid)));
    }

    List<SimulatedFace> faces(SimulatedPhoto photo) {
        return known(grid(photo)).stream()
                .flatMap(scene -> scene.faces().stream())
                .map(face -> SimulatedFace.at(
                                face.left() * photo.width(),
                                face.top() * photo.height(),
                                face.right() * photo.width(),
                                face.bottom() * photo.height())
                        .withPerson(face.person()))
                .toList();
    }

    List<SimulatedLine> lines(SimulatedPhoto photo) {
        return known(grid(photo)).stream()
                .flatMap(scene -> scene.lines().stream())
                .map(line -> SimulatedLine.of(line.text(), line.left(), line.top(), line.right(), line.bottom()))
                .toList();
    }

    private Optional<Scene> known(int[] grid) {
        return scenes.entrySet().stream()
                .min(Comparator.comparingInt(scene -> difference(scene.getValue(), grid)))
                .filter(scene -> difference(scene.getValue(), grid) < TOLERANCE)
                .map(Map.Entry::getKey);
    }

    private static Map<String, Float> colours(int[] grid) {
        Map<String, Float> words = new LinkedHashMap<>();
        for (int colour : grid) {
            words.merge(name(colour), 1f, Float::sum);
        }
        return words;
    }

    private static String name(int colour) {
        return NAMED.entrySet().stream()
                .min(Comparator.comparingInt(named -> difference(named.getValue(), colour)))
                .orElseThrow()
                .getKey();
    }

    private static int difference(int[] one, int[] other) {
        int sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += difference(one[i], other[i]);
        }
        return sum / one.length;
    }

    private static int difference(int one, int other) {
        return (Math.abs((one >> 16 & 255) - (other >> 16 & 255))
                        + Math.abs((one >> 8 & 255) - (other >> 8 & 255))
                        + Math.abs((one & 255) - (other & 255)))
                / 3;
    }

    private int[] grid(SimulatedPhoto photo) {
        if (seen.size() > REMEMBERED) {
            seen.clear();
        }
        return seen.computeIfAbsent(photo.sha256(), sha -> grid(decoded(photo.bytes())));
    }

    private static BufferedImage decoded(byte[] photo) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(photo));
            if (image == null) {
                throw new IllegalArgumentException("no picture");
            }
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] grid(BufferedImage image) {
        BufferedImage small = image;
        while (small.getWidth() > GRID || small.getHeight() > GRID) {
            small = scaled(small, Math.max(GRID, small.getWidth() / 2), Math.max(GRID, small.getHeight() / 2));
        }
        return scaled(small, GRID, GRID).getRGB(0, 0, GRID, GRID, null, 0, GRID);
    }

    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return small;
    }
}
