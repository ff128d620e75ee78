package digital.memu.inference.ollama;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.failure.RequestRejectedException;
import digital.memu.inference.failure.ServerException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded failure, byte for byte over a socket, and what it must be told as. */
class RecordedErrorsTest {

    private static final Map<String, Class<? extends InferenceException>> EXPECTED = new HashMap<>();

    static {
        expect(
                RequestRejectedException.class,
                "bad-json",
                "bad-type",
                "bad-type-messages",
                "blob-post-wrong",
                "chat-format-bad",
                "chat-option-type",
                "chat-think-bad",
                "chat-too-long-no-truncate",
                "chat-top-logprobs-bad",
                "create-nothing",
                "cut-json",
                "embed-number",
                "embed-too-long",
                "embed-too-long-batch",
                "generate-raw-with-system",
                "gzip-body",
                "keep-alive-string-number",
                "name-bad",
                "name-digest",
                "no-body",
                "no-model",
                "pull-bad-name",
                "pull-no-name",
                // Under 200, as a line within the answer.
                "pull-not-secure");
        expect(
                ModelNotFoundException.class,
                "chat-image-no-vision",
                "chat-on-embedding-model",
                "chat-think-unsupported",
                "chat-tools-unsupported",
                "copy-missing",
                "delete-missing",
                "embed-missing",
                "embed-on-chat-model",
                "embeddings-legacy-case",
                "generate-empty-name",
                "generate-missing",
                "generate-on-embedding-model",
                "generate-suffix-unsupported",
                "missing",
                "missing-stream",
                "name-local",
                "name-other-tag",
                "pull-missing",
                "pull-missing-whole",
                "show-missing",
                "v1-chat-missing");
        expect(
                MisconfiguredException.class,
                "double-slash",
                "double-slash-get",
                "host-refused",
                "host-refused-chat",
                "host-tailnet-ip",
                "origin-refused",
                "origin-refused-chat",
                "ps-head",
                "trailing-slash",
                "trailing-slash-get",
                "wrong-method",
                "wrong-path",
                "wrong-path-post");
        expect(
                ServerException.class,
                "kill-runner-before-first-token",
                "kill-runner-during-load",
                "kill-runner-embed",
                "kill-runner-nonstream",
                "overload-503",
                "pull-unreachable");
    }

    private static void expect(Class<? extends InferenceException> type, String... names) {
        List.of(names).forEach(name -> EXPECTED.put(name, type));
    }

    static Stream<RecordedExchange> failures() {
        return Fixtures.all()
                .filter(each -> !each.response().isEmpty() && failed(each))
                // A "no" is an answer.
                .filter(each -> !each.name().equals("blob-head-missing"));
    }

    private static boolean failed(RecordedExchange each) {
        boolean errorLine = each.response().status() == 200
                && each.response().lines().stream().anyMatch(line -> line.startsWith("{\"error\""))
                && each.request().path().equals("/api/pull");
        return each.response().status() >= 300 || errorLine;
    }

    @Test
    void noneIsLeftOut() {
        Set<String> recorded = failures().map(RecordedExchange::name).collect(toSet());

        assertThat(EXPECTED.keySet()).containsExactlyInAnyOrderElementsOf(recorded);
        assertThat(failures()).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void eachIsToldAsWhatItIs(RecordedExchange recorded) {
        try (ReplayServer server = new ReplayServer();
                OllamaClient client = OllamaClient.at(server.url()).build()) {
            Runnable call = call(client, server, recorded);

            InferenceException e = catchThrowableOfType(InferenceException.class, call::run);

            assertThat(e).isExactlyInstanceOf(EXPECTED.get(recorded.name()));
            assertThat(e.getMessage()).startsWith(server.url()).doesNotContain("\n", "{");
        }
    }

    /** The call of ours that comes closest to the recorded one. */
    private static Runnable call(OllamaClient client, ReplayServer server, RecordedExchange recorded) {
        String path = recorded.request().path();
        if (path.startsWith("/api/embed")) {
            server.replay("/api/embed", recorded);
            return () -> client.embed(EmbeddingRequest.of("all-minilm", "a", "b"));
        }
        if (path.equals("/api/show")) {
            server.replay("/api/show", recorded);
            return () -> client.show("no-such");
        }
        if (path.equals("/api/tags") || path.equals("/api/ps") || path.equals("/api/version")) {
            server.replay("/api/tags", recorded);
            return client::tags;
        }
        if (path.equals("/api/generate") && recorded.request().text().contains("\"prompt\"")) {
            server.replay(path, recorded);
            return () -> client.generate(GenerateRequest.of("no-such", "Hello?"));
        }
        if (path.equals("/api/pull")) {
            server.replay(path, recorded);
            return () -> client.models().pull("no-such").await();
        }
        if (path.equals("/api/create")) {
            server.replay(path, recorded);
            return () -> client.models()
                    .create(CreateRequest.builder("new").from("no-such").build())
                    .await();
        }
        if (path.equals("/api/copy")) {
            server.replay(path, recorded);
            return () -> client.models().copy("no-such", "other");
        }
        if (path.equals("/api/delete")) {
            server.replay(path, recorded);
            return () -> client.models().delete("no-such");
        }
        if (path.equals("/api/generate")) {
            server.replay("/api/generate", recorded);
            return () -> client.load("no-such");
        }
        server.replay("/api/chat", recorded);
        return () -> client.send(
                ChatRequest.builder().model("no-such").user("Hello?").build());
    }
}
