package digital.memu.inference.example.photosearch;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * The simulator's model: a text is its words, a word is a direction of its own, and some words lie a little in the direction
 * of colours.
 */
final class Concepts {

    static final int DIMENSION = 128;

    private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final float HINT = 0.4f;

    /** Words that mean nothing here. */
    private static final List<String> FILLERS =
            List.of("a", "an", "and", "at", "by", "in", "of", "on", "some", "the", "with");

    private static final Map<String, String> SAME = Map.of(
            "puppy", "dog", "ocean", "sea", "water", "sea", "shore", "beach", "coast", "beach", "wood", "forest",
            "woods", "forest", "bill", "invoice", "kitten", "cat");

    private static final Map<String, List<String>> COLOURS = Map.of(
            "beach", List.of("sand", "blue"),
            "sea", List.of("blue"),
            "sky", List.of("blue"),
            "forest", List.of("green"),
            "garden", List.of("green"),
            "sunset", List.of("orange"),
            "snow", List.of("white"),
            "invoice", List.of("white"),
            "night", List.of("black"));

    private Concepts() {}

    /** The vector of a text, of length 1; also of one without a word that means something. */
    static float[] vector(String text) {
        Map<String, Float> words = new LinkedHashMap<>();
        for (String word : GAP.split(text.toLowerCase(Locale.ROOT), -1)) {
            if (!word.isEmpty() && !FILLERS.contains(word)) {
                String plain = SAME.getOrDefault(word, word);
                words.merge(plain, 1f, Float::sum);
                COLOURS.getOrDefault(plain, List.of()).forEach(colour -> words.merge(colour, HINT, Float::sum));
            }
        }
        return vector(words.isEmpty() ? Map.of("nothing", 1f) : words);
    }

    /** The vector of words that count so much, of length 1. */
    static float[] vector(Map<String, Float> words) {
        float[] sum = new float[DIMENSION];
        words.forEach((word, weight) -> {
            float[] direction = direction(word);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weight * direction[i];
            }
        });
        double square = 0;
        for (float number : sum) {
            square += number * number;
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= (float) Math.sqrt(square);
        }
        return sum;
    }

    /** Any two of them are all but at right angles. */
    private static float[] direction(String word) {
        Random random = new Random(Arrays.hashCode(word.toCharArray()));
        float[] direction = new float[DIMENSION];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = (float) (random.nextGaussian() / Math.sqrt(DIMENSION));
        }
        return direction;
    }
}
