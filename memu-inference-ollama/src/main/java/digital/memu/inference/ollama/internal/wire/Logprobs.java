package digital.memu.inference.ollama.internal.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import digital.memu.inference.chat.TokenLogprob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log probabilities of one line. */
final class Logprobs {

    private Logprobs() {}

    static List<TokenLogprob> read(JsonParser json, @Nullable JsonToken token) throws IOException {
        if (token != JsonToken.START_ARRAY) {
            json.skipChildren();
            return List.of();
        }
        List<TokenLogprob> logprobs = new ArrayList<>();
        JsonToken element = json.nextToken();
        while (element != JsonToken.END_ARRAY) {
            if (element == JsonToken.START_OBJECT) {
                logprobs.add(one(json));
            } else if (element == null) {
                throw new IOException("cut off");
            } else {
                json.skipChildren();
            }
            element = json.nextToken();
        }
        return logprobs;
    }

    private static TokenLogprob one(JsonParser json) throws IOException {
        String text = "";
        double logprob = Double.NaN;
        List<TokenLogprob> alternatives = List.of();
        String name = json.nextFieldName();
        while (name != null) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "token" -> text = Scalars.text(json, value);
                case "logprob" -> logprob = value != null && value.isNumeric() ? json.getDoubleValue() : Double.NaN;
                case "top_logprobs" -> alternatives = read(json, value);
                default -> json.skipChildren();
            }
            name = json.nextFieldName();
        }
        return TokenLogprob.of(text, logprob, alternatives);
    }
}
