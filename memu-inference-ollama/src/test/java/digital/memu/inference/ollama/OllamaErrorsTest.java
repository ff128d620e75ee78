package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.failure.RequestRejectedException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.ollama.OllamaErrors.Asked;
import digital.memu.inference.ollama.internal.wire.ServerError;
import digital.memu.inference.route.Evidence;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of Ollama's table of errors, and that whatever a server says is told in one line and never crashes. */
class OllamaErrorsTest {

    private static final String URL = "http://pc:11434/api/chat";
    private static final Class<RequestRejectedException> REQUEST = RequestRejectedException.class;
    private static final Class<ModelNotFoundException> MODEL = ModelNotFoundException.class;
    private static final Class<MisconfiguredException> SETUP = MisconfiguredException.class;
    private static final Class<ServerException> SERVER = ServerException.class;

    /** Status, the words within {@code error}, the exception, and a part of the advice. */
    static Stream<Arguments> ollamasOwnWords() {
        return Stream.of(
                arguments(400, "missing request body", REQUEST, ""),
                arguments(400, "invalid character '}' looking for beginning of value", REQUEST, ""),
                arguments(400, "json: cannot unmarshal number into Go struct field ChatRequest.model", REQUEST, ""),
                arguments(400, "unexpected EOF", REQUEST, ""),
                arguments(400, "model is required", REQUEST, ""),
                arguments(400, "invalid model name", REQUEST, ""),
                arguments(400, "use either :local or :cloud, not both: \"a:cloud:local\"", REQUEST, ""),
                arguments(400, "\"all-minilm\" does not support chat", MODEL, "Choose a model that can"),
                arguments(400, "\"all-minilm\" does not support generate", MODEL, "Choose a model that can"),
                arguments(400, "\"smollm2\" does not support thinking", MODEL, "leave this out"),
                arguments(400, "registry.ollama.ai/library/a:latest does not support tools", MODEL, "leave this out"),
                arguments(400, "registry.ollama.ai/library/a:latest does not support insert", MODEL, ""),
                arguments(400, "raw mode does not support template, system, or context", REQUEST, ""),
                arguments(400, "top_logprobs must be between 0 and 20", REQUEST, ""),
                arguments(400, "invalid think value: \"enormous\"", REQUEST, ""),
                arguments(400, "time: missing unit in duration \"-1\"", REQUEST, ""),
                arguments(400, "this model only supports one image while more than one image requested", REQUEST, ""),
                arguments(400, "image generation models are not currently supported", REQUEST, ""),
                arguments(
                        400,
                        "the prompt is longer than the context length currently available to the model",
                        REQUEST,
                        "contextLength"),
                arguments(400, "the input length exceeds the context length", REQUEST, "contextLength"),
                arguments(400, "input after truncation exceeds maximum context length", REQUEST, "contextLength"),
                arguments(400, "this server cannot run this remote model", REQUEST, "installed there"),
                arguments(401, "unauthorized", SETUP, "ollama signin"),
                arguments(403, "ollama cloud is disabled: remote model is unavailable", REQUEST, "installed there"),
                arguments(404, "model 'no-such' not found", MODEL, "ollama pull llama3.2"),
                arguments(404, "model \"no-such\" not found, try pulling it first", MODEL, "ollama pull llama3.2"),
                arguments(429, "too many requests", REQUEST, "later"),
                arguments(499, "request canceled", SERVER, "time-out"),
                arguments(500, "option \"temperature\" must be of type float32", REQUEST, "option"),
                arguments(500, "invalid format: \"yaml\"; expected \"json\" or a valid JSON Schema", REQUEST, "schema"),
                arguments(500, "template: :1: unexpected \"}\" in operand", REQUEST, "template"),
                arguments(500, "llama-server reported out-of-memory during startup: 8 GB", SERVER, "too big"),
                arguments(500, "cudaMalloc failed: whatever", SERVER, "too big"),
                arguments(500, "ggml: failed to allocate buffer", SERVER, "too big"),
                arguments(500, "unable to load full model on GPU", SERVER, "too big"),
                arguments(
                        500,
                        "model requires more system memory (8.1 GiB) than is available (5.0 GiB)",
                        SERVER,
                        "too big"),
                arguments(500, "model requires 9 GiB but only 5 GiB are available", SERVER, "too big"),
                arguments(500, "llama-server process has terminated: signal: killed", SERVER, "could not be loaded"),
                // A log may quote the words of any other row.
                arguments(
                        500,
                        "llama runner process has terminated: exit status 1: exceeds the available context size",
                        SERVER,
                        "could not be loaded"),
                arguments(500, "llama runner process has terminated: exit status 1", SERVER, "could not be loaded"),
                arguments(500, "timed out waiting for llama-server to start - loading", SERVER, "could not be loaded"),
                arguments(
                        500,
                        "error loading model: this model may be incompatible with your version of Ollama.",
                        MODEL,
                        "Update Ollama"),
                arguments(500, "'llama3.2-vision' is no longer compatible with your version", MODEL, "Update Ollama"),
                arguments(500, "model runner has unexpectedly stopped, this may be due to", SERVER, "died"),
                arguments(500, "an error was encountered while running the model: unexpected EOF", SERVER, "died"),
                arguments(500, "unexpected server status: 1", SERVER, "died"),
                arguments(500, "no slots available after 10 retries", SERVER, "died"),
                arguments(500, "something new", SERVER, "log"),
                arguments(
                        501,
                        "This server does not support embeddings. Start it with `--embeddings`",
                        MODEL,
                        "embedding model"),
                arguments(502, "Post \"https://ollama.com:443/api/chat\": dial tcp", SERVER, "reached"),
                arguments(503, "server busy, please try again.  maximum pending requests exceeded", SERVER, "later"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("ollamasOwnWords")
    void theWordsDecide(int status, String words, Class<? extends InferenceException> type, String advice) {
        String body = "{\"error\":\"" + words.replace("\"", "\\\"") + "\"}";

        InferenceException e = grade(Asked.CHAT, ServerError.ofBody(status, body));

        assertThat(e).isExactlyInstanceOf(type);
        assertThat(e.getMessage()).startsWith(URL + ": HTTP " + status + ": " + words.replaceAll("\\s+", " "));
        assertThat(e.getMessage()).contains(advice);
    }

    /** Status, body as it is, exception, words of the message. */
    static Stream<Arguments> otherShapes() {
        return Stream.of(
                arguments(307, "", SETUP, "without a path"),
                arguments(301, "<a href=\"/api/tags\">Moved Permanently</a>.\n\n", SETUP, "web page"),
                arguments(401, "<html><title>Log in</title></html>", SETUP, "Log in"),
                arguments(401, "{\"error\":\"unauthorized\",\"signin_url\":\"https://ollama.com/x\"}", SETUP, "signin"),
                arguments(401, "401 Unauthorized", SETUP, "that the proxy there asks for"),
                arguments(403, "", SETUP, "OLLAMA_HOST=0.0.0.0"),
                arguments(403, "<html>Forbidden</html>", SETUP, "proxy"),
                arguments(404, "404 page not found", SETUP, "port"),
                arguments(404, "{\"detail\":\"Not Found\"}", SETUP, "Immich"),
                arguments(404, "{\"error\":{\"message\":\"model 'a' not found\",\"type\":\"x\"}}", MODEL, "pull"),
                arguments(404, "", SETUP, "port"),
                arguments(405, "405 method not allowed", SETUP, "without a path"),
                arguments(407, "", SETUP, "header"),
                arguments(408, "", SERVER, "time-out"),
                arguments(413, "<html><title>413 Request Entity Too Large</title></html>", REQUEST, "Send less"),
                arguments(422, "{\"detail\":[]}", REQUEST, "422"),
                arguments(500, "", SERVER, "log"),
                arguments(
                        400,
                        "{\"error\":\"{\\\"error\\\":{\\\"code\\\":400,\\\"message\\\":\\\"request (810 tokens) exceeds the"
                                + " available context size (512 tokens)\\\",\\\"n_ctx\\\":512}}\"}",
                        REQUEST,
                        "HTTP 400: request (810 tokens) exceeds"),
                arguments(
                        400,
                        "{\"error\":\"{\\\"error\\\":{\\\"message\\\":\\\"Multimodal data provided, but model does not"
                                + " support multimodal requests.\\\"}}\"}",
                        MODEL,
                        "HTTP 400: Multimodal"),
                arguments(502, "<html><head><title>502 Bad Gateway</title></head></html>", SERVER, "502 Bad Gateway"),
                arguments(503, "<html></html>", SERVER, "later"),
                arguments(504, "<html><title>504 Gateway Time-out</title></html>", SERVER, "time-out"),
                arguments(204, "", InvalidResponseException.class, "204"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("otherShapes")
    void whateverTheBodyLooksLike(int status, String body, Class<? extends InferenceException> type, String words) {
        InferenceException e = grade(Asked.CHAT, ServerError.ofBody(status, body));

        assertThat(e).isExactlyInstanceOf(type);
        assertThat(e.getMessage()).startsWith(URL).contains(words);
    }

    /** Words of an answer to a request for vectors, with status 400. */
    static Stream<Arguments> embedding400s() {
        return Stream.of(
                arguments("do embedding request: Post \"http://127.0.0.1:1/embedding\": EOF", SERVER),
                arguments("do embedding request: unexpected EOF", SERVER),
                arguments("embedding contains NaN or Inf values", SERVER),
                arguments("the input length exceeds the context length", REQUEST),
                arguments("invalid input type", REQUEST),
                arguments("unexpected EOF", REQUEST),
                arguments("missing request body", REQUEST),
                arguments("invalid model name", REQUEST),
                arguments("time: missing unit in duration \"-1\"", REQUEST));
    }

    @ParameterizedTest
    @MethodSource("embedding400s")
    void a400OfEmbeddingsIsTheServersUnlessItIsKnownNotToBe(String words, Class<? extends InferenceException> type) {
        String body = "{\"error\":\"" + words.replace("\"", "\\\"") + "\"}";

        assertThat(grade(Asked.EMBED, ServerError.ofBody(400, body))).isExactlyInstanceOf(type);
    }

    @Test
    void aProxys400IsNoFaultOfTheModel() {
        assertThat(grade(Asked.EMBED, ServerError.ofBody(400, "<html></html>"))).isExactlyInstanceOf(REQUEST);
    }

    @Test
    void evidenceFollowsFromWhoseFaultItIs() {
        assertThat(grade(Asked.CHAT, ServerError.ofBody(400, "")).evidence()).isEqualTo(Evidence.NONE);
        assertThat(grade(Asked.CHAT, ServerError.ofBody(403, "")).evidence()).isEqualTo(Evidence.CONFIGURATION);
        assertThat(grade(Asked.CHAT, ServerError.ofBody(404, "{\"error\":\"model 'a' not found\"}"))
                        .evidence())
                .isEqualTo(Evidence.CONFIGURATION);
        assertThat(grade(Asked.CHAT, ServerError.ofBody(500, "")).evidence()).isEqualTo(Evidence.SOFT);
    }

    @Test
    void anIllegalModelNameDoesNotGetIntoTheAdvice() {
        ServerError error = ServerError.ofBody(404, "{\"error\":\"model not found\"}");

        InferenceException e = OllamaErrors.grade(URL, Asked.CHAT, "a\nb", error);

        assertThat(e.getMessage()).contains("ollama pull the model").doesNotContain("\n");
    }

    @RepeatedTest(200)
    void nothingThatAServerSaysCrashesOrBreaksALine(RepetitionInfo info) {
        long seed = info.getCurrentRepetition();
        Random random = new Random(seed);
        String[] parts = {
            "{\"error\":",
            "\"",
            "{",
            "}",
            "\\",
            "\n",
            "\r",
            "\u2028",
            "<html>",
            "<title>",
            "</title>",
            "model ",
            " not found",
            "null",
            "[[[[",
            "option \"",
            "\" must be of type",
            "\u0000",
            "{\"message\":",
            "\uD800",
            "é",
            "1e999"
        };
        StringBuilder body = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            body.append(parts[random.nextInt(parts.length)]);
        }
        int status = random.nextInt(4) == 0 ? random.nextInt(700) : 300 + random.nextInt(300);

        for (Asked asked : Asked.values()) {
            InferenceException e = grade(asked, ServerError.ofBody(status, body.toString()));

            assertThat(e.getMessage()).as("seed %d", seed).startsWith(URL).doesNotContain("\n", "\r", "\u2028");
            assertThat(e.getMessage().length()).as("seed %d", seed).isLessThan(900);
        }
    }

    private static InferenceException grade(Asked asked, ServerError error) {
        return OllamaErrors.grade(URL, asked, "llama3.2", error);
    }
}
