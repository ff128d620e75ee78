package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.inference.failure.DestinationForbiddenException;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.failure.ServerException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers tell about themselves and their models, as recorded and as it may look one day. */
class RecordedModelsTest {

    private final ReplayServer server = new ReplayServer();
    private final OllamaClient client = OllamaClient.at(server.url()).build();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    static Stream<RecordedExchange> of(String path) {
        return Fixtures.all()
                .filter(each -> each.request().startLine().startsWith("GET " + path + " ")
                        && each.response().status() == 200);
    }

    static Stream<RecordedExchange> versions() {
        return of("/api/version");
    }

    static Stream<RecordedExchange> tags() {
        return of("/api/tags");
    }

    static Stream<RecordedExchange> loaded() {
        return of("/api/ps");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void version(RecordedExchange recorded) {
        server.replay("/api/version", recorded);

        assertThat(client.version()).hasToString(recorded.version().substring(1));
        assertThat(server.request("/api/version").startLine()).isEqualTo("GET /api/version HTTP/1.1");
    }

    @ParameterizedTest
    @MethodSource("tags")
    void tags(RecordedExchange recorded) throws IOException {
        server.replay("/api/tags", recorded);

        List<InstalledModel> models = client.tags();

        JsonNode expected =
                RecordedRequests.JSON.readTree(recorded.response().text()).get("models");
        assertThat(models).hasSize(expected.size());
        for (int i = 0; i < models.size(); i++) {
            InstalledModel model = models.get(i);
            JsonNode row = expected.get(i);
            assertThat(model.name()).isEqualTo(row.get("name").textValue());
            assertThat(model.size()).hasValue(row.get("size").longValue());
            assertThat(model.digest()).isEqualTo(row.get("digest").textValue());
            assertThat(model.modifiedAt())
                    .contains(Instant.parse(row.get("modified_at").textValue()));
            assertThat(model.details().family())
                    .isEqualTo(row.at("/details/family").textValue());
            assertThat(model.details().quantization())
                    .isEqualTo(row.at("/details/quantization_level").textValue());
            assertThat(model.details().contextLength().orElse(0))
                    .isEqualTo(row.at("/details/context_length").asInt());
            assertThat(model.capabilities()).hasSize(row.path("capabilities").size());
            assertThat(model.remoteHost()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("loaded")
    void loadedModels(RecordedExchange recorded) throws IOException {
        server.replay("/api/ps", recorded);

        List<LoadedModel> models = client.ps();

        JsonNode expected =
                RecordedRequests.JSON.readTree(recorded.response().text()).get("models");
        assertThat(models).hasSize(expected.size());
        for (int i = 0; i < models.size(); i++) {
            LoadedModel model = models.get(i);
            JsonNode row = expected.get(i);
            assertThat(model.name()).isEqualTo("smollm2:latest");
            assertThat(model.size()).hasValue(row.get("size").longValue());
            assertThat(model.sizeVram()).hasValue(0);
            assertThat(model.contextLength()).hasValue(row.get("context_length").intValue());
            assertThat(model.keptForever()).isEqualTo(recorded.name().equals("ps-forever"));
            // v0.32.15 told a size of 0 on this machine: then nothing is known.
            assertThat(model.gpuShare().isPresent()).isEqualTo(row.get("size").longValue() > 0);
            assertThat(model.expiresAt()).isPresent();
        }
    }

    @Test
    void aServerInAnotherTimeZone() {
        server.replay("/api/ps", Fixtures.load(Fixtures.V0_32, "ps-other-time-zone"));

        assertThat(client.ps().get(0).expiresAt()).contains(Instant.parse("2026-11-22T19:50:53.945286412Z"));
    }

    @Test
    void shares() {
        server.answerJson(
                "/api/ps",
                "{\"models\":[{\"size\":100,\"size_vram\":25},{\"size\":100,\"size_vram\":100},{\"size\":1,\"size_vram\":2},"
                        + "{\"size\":100},{\"name\":null,\"expires_at\":\"0001-01-01T00:00:00Z\",\"new\":1}]}");

        List<LoadedModel> models = client.ps();

        assertThat(models.get(0).gpuShare()).hasValue(0.25);
        assertThat(models.get(1).gpuShare()).hasValue(1);
        assertThat(models.get(2).gpuShare()).isEmpty();
        assertThat(models.get(3).gpuShare()).isEmpty();
        assertThat(models.get(4).name()).isEmpty();
        assertThat(models.get(4).expiresAt()).isEmpty();
        assertThat(models.get(4).keptForever()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {Fixtures.V0_17, Fixtures.V0_32})
    void show(String version) {
        server.replay("/api/show", Fixtures.load(version, "show"));

        ShownModel model = client.show("smollm2");

        assertThat(model.contextLength()).hasValue(8192);
        assertThat(model.embeddingLength()).hasValue(576);
        assertThat(model.capabilities()).contains("completion");
        assertThat(model.template()).startsWith("{{- range .Messages }}<|im_start|>");
        assertThat(model.parameters()).contains("<|im_end|>");
        assertThat(model.details().family()).isEqualTo("llama");
        assertThat(model.remoteHost()).isEmpty();
        assertThat(server.request("/api/show").text()).isEqualTo("{\"model\":\"smollm2\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {Fixtures.V0_17, Fixtures.V0_32})
    void showOfAnEmbeddingModel(String version) {
        server.replay("/api/show", Fixtures.load(version, "show-embedding"));

        assertThat(client.show("all-minilm").contextLength()).hasValue(512);
        assertThat(client.show("all-minilm").capabilities()).contains("embedding");
    }

    @Test
    void showOfAStub() {
        server.answerJson(
                "/api/show",
                "{\"remote_host\":\"https://ollama.com:443\",\"remote_model\":\"gpt-oss:20b\",\"requires\":\"0.14.0\","
                        + "\"model_info\":{\"x.context_length\":131072}}");

        ShownModel model = client.show("alias");

        assertThat(model.remoteHost()).contains("https://ollama.com:443");
        assertThat(model.remoteModel()).contains("gpt-oss:20b");
        assertThat(model.requires()).contains(OllamaVersion.parse("0.14.0"));
        assertThat(model.contextLength()).hasValue(131072);
    }

    static Stream<RecordedExchange> loads() {
        return Fixtures.all()
                .filter(each -> List.of("load-generate", "load-forever", "unload", "unload-again")
                        .contains(each.name()));
    }

    @ParameterizedTest
    @MethodSource("loads")
    void loadAndUnload(RecordedExchange recorded) throws IOException {
        server.replay("/api/generate", recorded);

        switch (recorded.name()) {
            case "load-generate" -> client.load("smollm2");
            case "load-forever" ->
                client.load(
                        "smollm2",
                        OllamaOptions.builder().keepAlive(KeepAlive.forever()).build());
            default -> client.unload("smollm2");
        }

        assertThat(RecordedRequests.JSON.readTree(
                        server.request("/api/generate").text()))
                .isEqualTo(RecordedRequests.JSON.readTree(recorded.request().text()));
    }

    @Test
    void loadForHalfAnHourIsSentAsANumber() {
        server.replay("/api/generate", Fixtures.load(Fixtures.V0_32, "load-30m"));

        client.load(
                "smollm2",
                OllamaOptions.builder()
                        .keepAlive(KeepAlive.of(Duration.ofMinutes(30)))
                        .numGpu(0)
                        .build());

        assertThat(server.request("/api/generate").text())
                .isEqualTo("{\"model\":\"smollm2\",\"keep_alive\":1800,\"options\":{\"num_gpu\":0}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {Fixtures.V0_17, Fixtures.V0_32})
    void aModelForVectorsOnlyIsLoadedByAskingForNone(String version) throws IOException {
        server.replay("/api/generate", Fixtures.load(version, "generate-on-embedding-model"));
        RecordedExchange recorded = Fixtures.load(version, "embed-empty");
        server.replay("/api/embed", recorded);

        client.load("all-minilm");

        assertThat(RecordedRequests.JSON.readTree(server.request("/api/embed").text()))
                .isEqualTo(RecordedRequests.JSON.readTree(recorded.request().text()));
    }

    @Test
    void aLoadThatFails() {
        server.replay("/api/generate", Fixtures.load(Fixtures.V0_32, "kill-runner-during-load"));
        assertThatThrownBy(() -> client.load("smollm2")).isInstanceOf(ServerException.class);

        server.replay("/api/generate", Fixtures.load(Fixtures.V0_32, "generate-missing"));
        assertThatThrownBy(() -> client.load("no-such")).isInstanceOf(ModelNotFoundException.class);

        server.answerJson("/api/generate", "{\"error\":\"no room\"}");
        assertThatThrownBy(() -> client.load("smollm2"))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("no room");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":\"Immich ML\"}",
                "<html><title>Router</title></html>",
                "pong",
                "[]",
                "{\"version\":1}",
                ""
            })
    void anotherServiceOnThePort(String body) {
        server.answerJson("/api/version", body);

        assertThatThrownBy(client::version)
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("11434")
                .hasMessageNotContaining("Router");
    }

    @Test
    void aServiceThatCanBeNamed() {
        server.answerJson("/api/version", "{\"message\":\"Immich ML\"}");

        assertThatThrownBy(client::version).hasMessageContaining("Immich's machine learning");
    }

    enum CloudCall {
        SHOW,
        LOAD,
        UNLOAD
    }

    @ParameterizedTest
    @EnumSource(CloudCall.class)
    void evenAQuestionAboutACloudModelStaysHere(CloudCall call) {
        assertThatThrownBy(() -> {
                    switch (call) {
                        case SHOW -> client.show("gpt-oss:20b-cloud");
                        case LOAD -> client.load("gpt-oss:cloud");
                        case UNLOAD -> client.unload("gpt-oss:cloud");
                    }
                })
                .isInstanceOf(DestinationForbiddenException.class)
                .hasMessageContaining("AI_ALLOW_INTERNET");
        assertThat(server.requests("/api/show")).isEmpty();
    }
}
