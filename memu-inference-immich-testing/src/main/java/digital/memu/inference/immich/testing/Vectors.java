package digital.memu.inference.immich.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/** Numbers made from pictures and text, the same on every machine. */
final class Vectors {

    private Vectors() {}

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest(bytes));
    }

    /** Numbers around 0 with a spread of 1. */
    static float[] raw(String seed, int dimension) {
        Random random = new Random(
                ByteBuffer.wrap(digest(seed.getBytes(StandardCharsets.UTF_8))).getLong());
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    /** A vector of length 1. */
    static float[] unit(String seed, int dimension) {
        return normalised(raw(seed, dimension));
    }

    /** Turns a vector by as much as noise of this length next to it does; it has length 1 again. */
    static float[] disturbed(float[] vector, double noise, String seed) {
        float[] other = unit(seed, vector.length);
        float[] sum = new float[vector.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) (vector[i] + noise * other[i]);
        }
        return normalised(sum);
    }

    private static float[] normalised(float[] vector) {
        double squares = 0;
        for (float number : vector) {
            squares += (double) number * number;
        }
        float length = (float) Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
