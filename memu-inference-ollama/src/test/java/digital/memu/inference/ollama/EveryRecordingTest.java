package digital.memu.inference.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.RequestRejectedException;
import digital.memu.support.HttpMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded exchange goes through the client, request and answer, or is listed here with the reason why not. */
class EveryRecordingTest {

    private static final byte[] HELLO = "hello".getBytes(UTF_8);
    private static final String HELLO_DIGEST =
            "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    /** Beginnings of names, each with the reason. */
    private static final Map<String, String> NOT_OURS = new LinkedHashMap<>();

    static {
        except("the compatible interface, which loses errors within a stream, is not used", "v1-");
        except(
                "the client sends no such header",
                "accept-gzip",
                "connection-close",
                "content-type-",
                "gzip-body",
                "host-",
                "origin-",
                "options-preflight",
                "upgrade-h2c");
        except("the client writes no such path", "double-slash", "trailing-slash", "wrong-");
        except(
                "the client writes no such body",
                "bad-",
                "cut-json",
                "json-then-junk",
                "no-body",
                "no-model",
                "chat-format-bad",
                "embed-number",
                "generate-empty-name",
                "keep-alive-string-number");
        except("the client asks GET /api/version instead", "root-", "version-head", "tags-head", "ps-head");
        except(
                "builders refuse it before anything is sent",
                "create-nothing",
                "pull-no-name",
                "embed-empty",
                "embed-blank");
        except("the client loads and unloads by /api/generate", "load-chat", "unload-chat");
        except("the client does not ask for the prompt alone", "chat-debug-render", "chat-native-debug-render");
    }

    private static void except(String reason, String... names) {
        for (String name : names) {
            NOT_OURS.put(name, reason);
        }
    }

    @TempDir
    Path folder;

    private static boolean isOurs(RecordedExchange each) {
        return NOT_OURS.keySet().stream().noneMatch(each.name()::startsWith);
    }

    static Stream<RecordedExchange> ours() {
        return Fixtures.all().filter(EveryRecordingTest::isOurs);
    }

    @Test
    void eachExceptionIsOfUse() {
        List<String> names = Fixtures.all().map(RecordedExchange::name).toList();
        assertThat(NOT_OURS.keySet()).allSatisfy(start -> assertThat(names).anyMatch(name -> name.startsWith(start)));
        assertThat(ours()).hasSizeGreaterThan(200);
    }

    @ParameterizedTest
    @MethodSource("ours")
    void goesThroughTheClient(RecordedExchange recorded) throws IOException {
        try (ReplayServer server = new ReplayServer();
                OllamaClient client = OllamaClient.at(server.url()).build()) {
            String path = recorded.request().path();
            String key = recorded.request().method() + " " + path;
            server.replay(key, recorded);
            if (!recorded.response().complete() && !recorded.response().isEmpty()) {
                // Where the recording ends there is nothing to wait for.
                server.answer(key, recorded.response().raw(), true);
            }

            Throwable thrown = catchThrowable(() -> call(client, server, recorded));

            if (succeeded(recorded)) {
                assertThat(thrown).isNull();
            } else {
                assertThat(thrown).isInstanceOf(InferenceException.class);
            }
            compareRequests(server, recorded);
        }
    }

    private static boolean succeeded(RecordedExchange recorded) {
        HttpMessage response = recorded.response();
        if (response.isEmpty() || !response.complete()) {
            // The answer to a HEAD has a length and no body.
            return recorded.request().method().equals("HEAD");
        }
        return response.status() < 300 && response.lines().stream().noneMatch(line -> line.startsWith("{\"error\""));
    }

    private static void compareRequests(ReplayServer server, RecordedExchange recorded) {
        String path = recorded.name().equals("blob-post-wrong")
                ? "/api/blobs/" + HELLO_DIGEST
                : recorded.request().path();
        List<HttpMessage> sent = server.requests(path).stream()
                .filter(request -> request.method().equals(recorded.request().method()))
                .toList();
        assertThat(sent).as("requests for " + path).isNotEmpty();
        HttpMessage mine = sent.get(sent.size() - 1);
        if (path.startsWith("/api/blobs/")) {
            assertThat(mine.body()).isEqualTo(recorded.request().body());
            return;
        }
        JsonNode expected = RecordedRequests.comparable(recorded.request().text());
        normalise(expected);
        assertThat(RecordedRequests.same(RecordedRequests.comparable(mine.text()), expected))
                .as("%s%nagainst%n%s", mine.text(), expected)
                .isTrue();
    }

    /** Where two ways of saying it mean the same, the client has chosen one. */
    private static void normalise(JsonNode body) {
        if (body instanceof ObjectNode object) {
            if (object.path("input").isTextual()) {
                object.set("input", RecordedRequests.JSON.createArrayNode().add(object.get("input")));
            }
            if (object.path("keep_alive").asText().equals("30m")) {
                object.put("keep_alive", 1800);
            }
        }
    }

    private void call(OllamaClient client, ReplayServer server, RecordedExchange recorded) throws IOException {
        HttpMessage request = recorded.request();
        JsonNode body = request.body().length == 0 || request.path().startsWith("/api/blobs")
                ? RecordedRequests.JSON.createObjectNode()
                : RecordedRequests.JSON.readTree(request.text());
        String model = body.path("model").asText();
        String path = request.path().startsWith("/api/blobs/") ? "/api/blobs" : request.path();
        switch (request.method() + " " + path) {
            case "GET /api/version" -> client.version();
            case "GET /api/tags" -> client.tags();
            case "GET /api/ps" -> client.ps();
            case "GET /api/status" ->
                assertThat(client.status().cloudDisabled()).contains(false);
            case "POST /api/show" -> client.show(model);
            case "POST /api/chat" ->
                client.send(RecordedRequests.chat(request.text()).orElseThrow(AssertionError::new));
            case "POST /api/generate" -> generate(client, body, recorded);
            case "POST /api/embed" -> client.embed(embedding(body));
            case "POST /api/embeddings" -> oneByOne(client, server, body);
            case "POST /api/pull" ->
                client.models().insecure(body.has("insecure")).pull(model).await();
            case "POST /api/create" ->
                client.models()
                        .create(CreateRequest.builder(model)
                                .from(body.get("from").textValue())
                                .system(body.get("system").textValue())
                                .build())
                        .await();
            case "POST /api/copy" ->
                client.models()
                        .copy(
                                body.get("source").textValue(),
                                body.get("destination").textValue());
            case "DELETE /api/delete" -> client.models().delete(model);
            case "HEAD /api/blobs" ->
                assertThat(client.models().blobExists(request.path().substring("/api/blobs/".length())))
                        .isEqualTo(recorded.response().status() == 200);
            case "POST /api/blobs" -> upload(client, server, recorded);
            default -> throw new AssertionError("The client has no call for " + recorded);
        }
    }

    private static void generate(OllamaClient client, JsonNode body, RecordedExchange recorded) {
        String model = body.path("model").asText();
        if (body.has("prompt")) {
            ChatReply reply = client.generate(RecordedRequests.generate(body));
            StringBuilder text = new StringBuilder();
            recorded.response()
                    .lines()
                    .forEach(line -> text.append(parse(line).path("response").asText()));
            assertThat(reply.text()).isEqualTo(text.toString());
            assertThat(reply.completion().model()).isEqualTo(model);
            return;
        }
        JsonNode time = body.path("keep_alive");
        if (time.isNumber() && time.intValue() == 0) {
            client.unload(model);
        } else if (time.isMissingNode()) {
            client.load(model);
        } else {
            KeepAlive keep = time.isNumber() ? KeepAlive.forever() : KeepAlive.of(java.time.Duration.ofMinutes(30));
            client.load(model, OllamaOptions.builder().keepAlive(keep).build());
        }
    }

    private static void oneByOne(OllamaClient client, ReplayServer server, JsonNode body) {
        server.answer(
                "/api/embed",
                ("HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 18\r\n\r\n404 page not found")
                        .getBytes(UTF_8),
                false);
        server.answerJson("/api/tags", "{\"models\":[]}");
        assertThat(client.embed(EmbeddingRequest.of(
                                body.get("model").textValue(),
                                body.get("prompt").textValue()))
                        .vector(0))
                .hasSize(384);
    }

    private void upload(OllamaClient client, ReplayServer server, RecordedExchange recorded) throws IOException {
        String path = "/api/blobs/" + HELLO_DIGEST;
        server.replay("HEAD " + path, Fixtures.load(recorded.version(), "blob-head-missing"));
        server.replay("POST " + path, recorded);
        Path file = Files.write(folder.resolve("hello.gguf"), HELLO);
        try {
            assertThat(client.models().uploadBlob(file)).isEqualTo(HELLO_DIGEST);
        } catch (RequestRejectedException e) {
            assertThat(e).hasMessageContaining("digest mismatch");
            throw e;
        }
    }

    private static EmbeddingRequest embedding(JsonNode asked) {
        EmbeddingRequest.Builder request =
                EmbeddingRequest.builder(asked.get("model").textValue());
        List<String> texts = new ArrayList<>();
        JsonNode input = asked.get("input");
        if (input.isTextual()) {
            texts.add(input.textValue());
        }
        input.forEach(text -> texts.add(text.textValue()));
        request.texts(texts);
        Optional.ofNullable(asked.get("dimensions")).ifPresent(count -> request.dimensions(count.intValue()));
        Optional.ofNullable(asked.get("truncate")).ifPresent(cut -> request.truncate(cut.booleanValue()));
        return request.build();
    }

    private static JsonNode parse(String line) {
        try {
            return RecordedRequests.JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
