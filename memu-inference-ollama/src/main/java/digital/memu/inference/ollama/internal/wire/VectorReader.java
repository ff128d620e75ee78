package digital.memu.inference.ollama.internal.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import digital.memu.inference.failure.InvalidResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The vectors of one answer, each number parsed straight into its place. */
public final class VectorReader {

    private static final int FIRST_GUESS = 1024;

    private final String url;
    private final Verdict verdict;
    private final List<float[]> vectors = new ArrayList<>();
    private @Nullable Integer promptTokens;
    private @Nullable Object error;
    private String remoteHost = "";

    private VectorReader(String url, Verdict verdict) {
        this.url = url;
        this.verdict = verdict;
    }

    /**
     * Reads an answer to its end.
     *
     * @throws digital.memu.inference.failure.InferenceException if the server told an error, the body broke off, or a
     *     vector holds something that is no number
     */
    public static VectorReader read(String url, InputStream body, Verdict verdict) {
        VectorReader reader = new VectorReader(url, verdict);
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            reader.answer(json);
        } catch (IOException e) {
            // The parser's own message quotes the answer.
            throw new InvalidResponseException(url, "the vectors are not Ollama's JSON", null);
        }
        reader.judge();
        return reader;
    }

    private void answer(JsonParser json) throws IOException {
        String name = json.nextFieldName();
        while (name != null) {
            JsonToken token = json.nextToken();
            switch (name) {
                case "embeddings" -> vectors(json, token);
                case "embedding" -> {
                    // The only one, in answers of servers that take one text at a time.
                    if (token == JsonToken.START_ARRAY) {
                        vectors.add(vector(json));
                    } else {
                        json.skipChildren();
                    }
                }
                case "prompt_eval_count" -> {
                    long count = Scalars.count(json, token, -1);
                    promptTokens = count < 0 || count > Integer.MAX_VALUE ? null : (int) count;
                }
                case "remote_host", "remote_model" -> remoteHost = Scalars.text(json, token);
                case "error" -> error = JsonTree.value(json, token);
                default -> json.skipChildren();
            }
            name = json.nextFieldName();
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("cut off");
        }
    }

    private void vectors(JsonParser json, @Nullable JsonToken token) throws IOException {
        if (token != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        JsonToken element = json.nextToken();
        while (element == JsonToken.START_ARRAY) {
            vectors.add(vector(json));
            element = json.nextToken();
        }
        if (element != JsonToken.END_ARRAY) {
            throw new InvalidResponseException(url, "vector " + vectors.size() + " is missing", null);
        }
    }

    private float[] vector(JsonParser json) throws IOException {
        // All vectors of an answer have the length of the first.
        float[] numbers = new float[vectors.isEmpty() ? FIRST_GUESS : Math.max(1, vectors.get(0).length)];
        int length = 0;
        JsonToken token = json.nextToken();
        while (token != JsonToken.END_ARRAY) {
            float number = token != null && token.isNumeric() ? json.getFloatValue() : Float.NaN;
            if (!Float.isFinite(number)) {
                throw new InvalidResponseException(
                        url, "number " + length + " of vector " + vectors.size() + " is not a number", null);
            }
            if (length == numbers.length) {
                numbers = Arrays.copyOf(numbers, length * 2);
            }
            numbers[length++] = number;
            token = json.nextToken();
        }
        return length == numbers.length ? numbers : Arrays.copyOf(numbers, length);
    }

    private void judge() {
        if (error != null && !"".equals(error)) {
            throw verdict.failure(ServerError.within(0, error));
        }
        if (!remoteHost.isEmpty()) {
            verdict.answeredBy(remoteHost);
        }
    }

    /** The vectors in their order. */
    public List<float[]> vectors() {
        return vectors;
    }

    /** Tokens of all texts; null where the server does not count. */
    public @Nullable Integer promptTokens() {
        return promptTokens;
    }
}
