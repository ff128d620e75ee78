package digital.memu.inference.example.photosearch;

import digital.memu.inference.photo.Region;
import java.nio.ByteBuffer;

/** Where a face is, as parts of width and height of the photo as it is shown: upright. */
record Box(float left, float top, float right, float bottom) {

    static Box of(Region region) {
        Region.Box box = region.fractionalBounds();
        return new Box(within(box.left()), within(box.top()), within(box.right()), within(box.bottom()));
    }

    /** Services tell of faces that are cut off by the edge where they would go on. */
    private static float within(double part) {
        return (float) Math.min(1, Math.max(0, part));
    }

    byte[] bytes() {
        return ByteBuffer.allocate(4 * Float.BYTES)
                .putFloat(left)
                .putFloat(top)
                .putFloat(right)
                .putFloat(bottom)
                .array();
    }

    static Box of(byte[] bytes, int offset) {
        ByteBuffer numbers = ByteBuffer.wrap(bytes, offset, 4 * Float.BYTES);
        return new Box(numbers.getFloat(), numbers.getFloat(), numbers.getFloat(), numbers.getFloat());
    }
}
