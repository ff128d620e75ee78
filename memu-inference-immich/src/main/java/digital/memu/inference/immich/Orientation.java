package digital.memu.inference.immich;

import digital.memu.inference.photo.Region.Point;
import java.awt.geom.AffineTransform;

/** How a photo that is stored turned or mirrored is to be shown, as EXIF counts it: 1 to 8, 1 being as it is stored. */
record Orientation(int exif) {

    /** Whether width and height change places. */
    boolean swaps() {
        return exif >= 5;
    }

    /** Leads a place in the upright photo to the one in the stored one; both are fractions of width and height. */
    Point stored(Point upright) {
        double x = upright.x();
        double y = upright.y();
        return switch (exif) {
            case 2 -> new Point(1 - x, y);
            case 3 -> new Point(1 - x, 1 - y);
            case 4 -> new Point(x, 1 - y);
            case 5 -> new Point(y, x);
            case 6 -> new Point(y, 1 - x);
            case 7 -> new Point(1 - y, 1 - x);
            case 8 -> new Point(1 - y, x);
            default -> upright;
        };
    }

    /** Turns a stored photo of that size, in pixels, into an upright one of that size. */
    AffineTransform upright(double storedWidth, double storedHeight, double width, double height) {
        AffineTransform turn = switch (exif) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, 1, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, 1, 1);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, 1);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, 1, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, 1, 1);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, 1);
            default -> new AffineTransform();
        };
        AffineTransform all = AffineTransform.getScaleInstance(width, height);
        all.concatenate(turn);
        all.scale(1 / storedWidth, 1 / storedHeight);
        return all;
    }
}
