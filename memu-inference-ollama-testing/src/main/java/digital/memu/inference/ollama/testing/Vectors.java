package digital.memu.inference.ollama.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/** Numbers made from text, the same on every machine. */
final class Vectors {

    private Vectors() {}

    static String digest(String text) {
        return HexFormat.of().formatHex(sha256(text));
    }

    /** A vector of length 1 for this text in the space of this model. */
    static float[] of(String space, String text, int dimensions) {
        if (dimensions <= 0) {
            throw new IllegalStateException("the model has no embedding length");
        }
        Random random = new Random(ByteBuffer.wrap(sha256(space + "\n" + text)).getLong());
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return normalised(vector);
    }

    /** The first numbers of a vector, of length 1 again. */
    static float[] shortened(float[] vector, int dimensions) {
        return normalised(Arrays.copyOf(vector, dimensions));
    }

    private static float[] normalised(float[] vector) {
        double sum = 0;
        for (float number : vector) {
            sum += (double) number * number;
        }
        float length = (float) Math.sqrt(sum);
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
