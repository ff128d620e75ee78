package digital.memu.inference.example.photosearch;

import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.photo.Face;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoModel;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.PhotoTextRequest;
import digital.memu.inference.photo.Region;
import digital.memu.inference.photo.Region.Point;
import digital.memu.inference.photo.TextEmbedding;
import digital.memu.inference.photo.TextLine;
import digital.memu.inference.route.EmbeddingVector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Sees of a photo the colour in its middle: a vector of red, green and blue; the face of somebody of that colour; and the
 * colour's name in text. Counts what it is asked.
 */
final class FakePhotoModel implements PhotoModel {

    final AtomicInteger asked = new AtomicInteger();

    /** What happens before each answer, by its number; done before the next one has a number. */
    volatile IntConsumer whenAsked = number -> {};

    /** What happens instead of an answer, by the name of the photo. */
    volatile Function<String, @Nullable InferenceException> failure = name -> null;

    volatile int dimension = 3;

    @Override
    public PhotoAnalysis analyze(PhotoRequest request) {
        synchronized (this) {
            whenAsked.accept(asked.incrementAndGet());
        }
        InferenceException thrown = failure.apply(request.photo().name());
        if (thrown != null) {
            throw thrown;
        }
        int rgb = middle(request);
        float[] colour = new float[dimension];
        colour[0] = (rgb >> 16 & 255) / 255f;
        colour[1] = (rgb >> 8 & 255) / 255f;
        colour[2] = (rgb & 255) / 255f;
        Region middle = Region.ofFractions(
                64,
                48,
                List.of(new Point(0.25, 0.25), new Point(0.75, 0.25), new Point(0.75, 0.75), new Point(0.25, 0.75)));
        return PhotoAnalysis.builder(64, 48)
                .embedding(EmbeddingVector.of(request.embedding().orElseThrow(), colour))
                .face(Face.of(middle, 0.9, EmbeddingVector.of(request.faces().orElseThrow(), colour.clone())))
                .line(TextLine.of("painted " + name(rgb), middle, 1, 1))
                .build();
    }

    static String name(int rgb) {
        int red = rgb >> 16 & 255;
        int green = rgb >> 8 & 255;
        int blue = rgb & 255;
        if (red > 200 && green < 60 && blue < 60) {
            return "crimson";
        }
        return blue > 200 && red < 60 ? "azure" : "otherwise";
    }

    private static int middle(PhotoRequest request) {
        try (InputStream in = request.photo().open()) {
            var image = ImageIO.read(in);
            return image.getRGB(image.getWidth() / 2, image.getHeight() / 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public TextEmbedding embedText(PhotoTextRequest request) {
        throw new UnsupportedOperationException();
    }
}
