package digital.memu.inference.immich.internal.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the service found, as it told it.
 *
 * @param width of the photo as the service decoded it; 0 where it tells none
 * @param height the same
 * @param clip the vector; null where there is none
 * @param faces null where none were looked for
 * @param ocr null where no text was looked for
 */
@SuppressWarnings("ArrayRecordComponent") // read once, and compared by nobody
public record PredictAnswer(
        int width,
        int height,
        float @Nullable [] clip,
        @Nullable List<FoundFace> faces,
        @Nullable FoundText ocr) {

    /**
     * A face, in pixels; its box may reach over the edge.
     *
     * @param box left, top, right, bottom
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record FoundFace(double[] box, double score, float[] embedding) {}

    /**
     * Text, line by line.
     *
     * @param box eight numbers for each line: four corners, clockwise, as fractions of width and height
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record FoundText(List<String> text, double[] box, double[] boxScore, double[] textScore) {}
}
