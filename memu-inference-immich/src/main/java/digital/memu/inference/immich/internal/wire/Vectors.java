package digital.memu.inference.immich.internal.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads vectors: an array up to Immich 1.124, from then on a string that holds the JSON of an array.
 *
 * <p>The string is parsed where the parser has it in its buffer, and never becomes one.
 */
final class Vectors {

    private static final int LONGEST = 16_384;
    private static final int FIRST_GUESS = 512;

    private Vectors() {}

    /** A vector, or what is wrong with it. */
    @SuppressWarnings("ArrayRecordComponent") // read once, and compared by nobody
    record Found(float @Nullable [] numbers, String fault) {

        private static Found fault(String words) {
            return new Found(null, words);
        }
    }

    static Found read(JsonParser json, @Nullable JsonToken token) throws IOException {
        if (token == JsonToken.START_ARRAY) {
            return array(json);
        }
        if (token != JsonToken.VALUE_STRING) {
            json.skipChildren();
            return Found.fault("is none");
        }
        char[] buffer = json.getTextCharacters();
        try (JsonParser inner = Json.FACTORY.createParser(buffer, json.getTextOffset(), json.getTextLength())) {
            if (inner.nextToken() != JsonToken.START_ARRAY) {
                return Found.fault("is none");
            }
            Found found = array(inner);
            return found.numbers == null || inner.nextToken() == null
                    ? found
                    : Found.fault("does not end where it should");
        }
    }

    private static Found array(JsonParser json) throws IOException {
        float[] numbers = new float[FIRST_GUESS];
        int length = 0;
        for (JsonToken each = json.nextToken(); each != JsonToken.END_ARRAY; each = json.nextToken()) {
            if (each == null) {
                throw new IOException("cut off");
            }
            // The service writes null for what became no number, or an infinite one.
            float number = each.isNumeric() ? json.getFloatValue() : Float.NaN;
            if (!Float.isFinite(number)) {
                return Found.fault("holds something at place " + length + " that is no number");
            }
            if (length == LONGEST) {
                return Found.fault("is longer than " + LONGEST + " numbers");
            }
            if (length == numbers.length) {
                numbers = Arrays.copyOf(numbers, length * 2);
            }
            numbers[length++] = number;
        }
        if (length == 0) {
            return Found.fault("is empty");
        }
        return new Found(length == numbers.length ? numbers : Arrays.copyOf(numbers, length), "");
    }
}
