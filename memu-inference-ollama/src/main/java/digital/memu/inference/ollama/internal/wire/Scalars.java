package digital.memu.inference.ollama.internal.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Single values, read as generously as they can be without losing a word of an answer. */
final class Scalars {

    private Scalars() {}

    /** A text; empty for null. Anything built of parts where a text belongs would be lost, so it is an error. */
    static String text(JsonParser json, @Nullable JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        if (token == JsonToken.VALUE_NULL) {
            return "";
        }
        if (token == null || !token.isScalarValue()) {
            throw new IOException("not a text");
        }
        return json.getText();
    }

    /** A count of tokens or nanoseconds; {@code absent} for what is none, since a figure is no reason to fail. */
    static long count(JsonParser json, @Nullable JsonToken token, long absent) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? absent : json.getLongValue();
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            double value = json.getDoubleValue();
            return value >= 0 && value < Long.MAX_VALUE ? (long) value : absent;
        }
        json.skipChildren();
        return absent;
    }
}
