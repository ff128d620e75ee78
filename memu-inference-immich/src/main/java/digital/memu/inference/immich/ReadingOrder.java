package digital.memu.inference.immich;

import digital.memu.inference.photo.Region.Point;
import digital.memu.inference.photo.TextLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts lines of text into the order in which people read them: row by row, each from left to right.
 *
 * <p>The service's own order is none up to Immich 2.7. A photo that is held a little askew is turned straight for this; text
 * is taken to belong to a row if it lies beside what is already in it, by half of its height at least.
 */
final class ReadingOrder {

    private ReadingOrder() {}

    static List<TextLine> of(List<TextLine> lines) {
        double tilt = tilt(lines);
        double cos = Math.cos(-tilt);
        double sin = Math.sin(-tilt);
        List<Placed> placed = new ArrayList<>();
        lines.forEach(line -> placed.add(Placed.of(line, cos, sin)));
        placed.sort(Comparator.comparingDouble(Placed::middle));
        List<TextLine> ordered = new ArrayList<>();
        List<Placed> row = new ArrayList<>();
        for (Placed next : placed) {
            if (!row.isEmpty() && !beside(row, next)) {
                finish(row, ordered);
            }
            row.add(next);
        }
        finish(row, ordered);
        return ordered;
    }

    /** By the nearest in the row: along a line of many words the error of the tilt adds up. */
    private static boolean beside(List<Placed> row, Placed next) {
        Placed nearest = row.get(0);
        for (Placed other : row) {
            if (other.distance(next) < nearest.distance(next)) {
                nearest = other;
            }
        }
        double overlap = Math.min(nearest.bottom, next.bottom) - Math.max(nearest.top, next.top);
        double height = Math.min(nearest.bottom - nearest.top, next.bottom - next.top);
        return overlap > height / 2 || (height == 0 && overlap == 0);
    }

    private static void finish(List<Placed> row, List<TextLine> ordered) {
        row.sort(Comparator.comparingDouble(Placed::left));
        row.forEach(each -> ordered.add(each.line));
        row.clear();
    }

    /** How far the lines are turned, in the middle, the long ones counting more. */
    private static double tilt(List<TextLine> lines) {
        List<double[]> angles = new ArrayList<>();
        double all = 0;
        for (TextLine line : lines) {
            List<Point> corners = line.region().pixels();
            double x = corners.get(1).x() - corners.get(0).x();
            double y = corners.get(1).y() - corners.get(0).y();
            double length = Math.hypot(x, y);
            angles.add(new double[] {Math.atan2(y, x), length});
            all += length;
        }
        angles.sort(Comparator.comparingDouble(angle -> angle[0]));
        double passed = 0;
        for (double[] angle : angles) {
            passed += angle[1];
            if (passed * 2 >= all) {
                // Steeper is no photo held askew, but another kind of text.
                return Math.abs(angle[0]) <= Math.PI / 4 ? angle[0] : 0;
            }
        }
        return 0;
    }

    /** A line as it lies in the photo turned straight. */
    private record Placed(TextLine line, double left, double right, double top, double bottom) {

        private static Placed of(TextLine line, double cos, double sin) {
            double left = Double.POSITIVE_INFINITY;
            double right = Double.NEGATIVE_INFINITY;
            double top = Double.POSITIVE_INFINITY;
            double bottom = Double.NEGATIVE_INFINITY;
            for (Point corner : line.region().pixels()) {
                double x = corner.x() * cos - corner.y() * sin;
                double y = corner.x() * sin + corner.y() * cos;
                left = Math.min(left, x);
                right = Math.max(right, x);
                top = Math.min(top, y);
                bottom = Math.max(bottom, y);
            }
            return new Placed(line, left, right, top, bottom);
        }

        private double middle() {
            return (top + bottom) / 2;
        }

        /** From left to right, nothing where one lies above the other. */
        private double distance(Placed other) {
            return Math.max(0, Math.max(other.left - right, left - other.right));
        }
    }
}
