package digital.memu.inference.photo;

import digital.memu.inference.photo.Region.Point;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A photo as it is sent, and the way back to the one that the caller has. Immutable and thread-safe.
 */
public final class PreparedPhoto {

    private final Photo photo;
    private final int originalWidth;
    private final int originalHeight;
    private final UnaryOperator<Point> back;

    private PreparedPhoto(Photo photo, int originalWidth, int originalHeight, UnaryOperator<Point> back) {
        this.photo = Objects.requireNonNull(photo);
        this.originalWidth = originalWidth;
        this.originalHeight = originalHeight;
        this.back = Objects.requireNonNull(back);
    }

    /**
     * A prepared photo.
     *
     * @param originalWidth pixels of the original from left to right, as it is stored
     * @param originalHeight pixels of the original from top to bottom, as it is stored
     * @param back leads a place in the prepared photo to the one in the original, both as fractions of width and height; the
     *     identity where the photo was neither turned nor cut
     */
    public static PreparedPhoto of(Photo photo, int originalWidth, int originalHeight, UnaryOperator<Point> back) {
        return new PreparedPhoto(photo, originalWidth, originalHeight, back);
    }

    /** What is sent. */
    public Photo photo() {
        return photo;
    }

    /** What was found in the prepared photo, in the coordinates of the original. */
    PhotoAnalysis restored(PhotoAnalysis found) {
        return found.mapped(originalWidth, originalHeight, back);
    }

    @Override
    public String toString() {
        return "PreparedPhoto[" + photo.name() + ", from " + originalWidth + " x " + originalHeight + "]";
    }
}
