package digital.memu.inference.ollama.internal.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.internal.http.LineReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The events of one chat answer, read from its lines with one parser for them all.
 *
 * <p>Not thread-safe. Every field of a line may be absent, and unknown ones are ignored.
 */
public final class ChatReader implements AutoCloseable {

    private final String url;
    private final LineInput input;
    private final Verdict verdict;
    private final ChatLine line = new ChatLine();
    private @Nullable JsonParser parser;

    /** Reads {@code lines}, which came from {@code url}; reads nothing yet. */
    public ChatReader(String url, LineReader lines, Verdict verdict) {
        this.url = url;
        this.input = new LineInput(lines);
        this.verdict = verdict;
    }

    /**
     * The next event that says something, waiting for it; null where the body ended. Not to be called again after an
     * event with the completion.
     *
     * @throws digital.memu.inference.failure.InferenceException if the server told an error, the body broke off, or a
     *     line cannot be understood
     */
    public @Nullable ChatEvent next() {
        try {
            JsonParser json = parser;
            if (json == null) {
                // The parser reads the first bytes when it is made, to find out their encoding.
                json = Json.FACTORY.createParser(input);
                parser = json;
            }
            while (advance(json)) {
                if (line.failed()) {
                    throw verdict.failure(line.error());
                }
                if (!line.remoteHost().isEmpty()) {
                    verdict.answeredBy(line.remoteHost());
                }
                ChatEvent event = line.event();
                if (event != null) {
                    return event;
                }
            }
            return null;
        } catch (IOException e) {
            // The parser's own message quotes the answer, which may be private: the place must do.
            throw new InvalidResponseException(
                    url, "line " + input.line() + " of the answer is not Ollama's JSON", null);
        }
    }

    private boolean advance(JsonParser json) throws IOException {
        JsonToken token = json.nextToken();
        if (token == null) {
            return false;
        }
        if (token != JsonToken.START_OBJECT) {
            throw new IOException("not an object");
        }
        line.read(json);
        return true;
    }

    /** Gives the parser's buffers back; the lines belong to whoever opened them. */
    @Override
    public void close() {
        try {
            if (parser != null) {
                parser.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("Nothing is written here, so nothing can fail", e);
        }
    }
}
