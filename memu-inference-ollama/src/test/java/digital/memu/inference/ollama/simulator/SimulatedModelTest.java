package digital.memu.inference.ollama.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.OllamaSimulatorBuilder;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.support.HttpMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loading, unloading, waiting, and what the server says about its models. */
class SimulatedModelTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofHours(1);

    private static String chat(String model, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]" + more + "}";
    }

    private static String generate(String model, String more) {
        return "{\"model\":\"" + model + "\"" + more + "}";
    }

    private static JsonNode ps(OllamaSimulator pc) throws IOException {
        return Shapes.parse(RawClient.get(pc, "/api/ps").text()).path("models");
    }

    private static OllamaSimulator with(SimulatedModel... models) {
        OllamaSimulatorBuilder builder = OllamaSimulator.builder();
        for (SimulatedModel model : models) {
            builder.model(model);
        }
        return builder.build();
    }

    // Loads

    @Test
    void aLoadingModelIsNotListedAndTheHangUpAbortsTheLoad() throws IOException {
        try (OllamaSimulator pc =
                with(SimulatedModel.named("big").loadTime(LONG).build())) {
            try (RawClient client = new RawClient(pc).chat(chat("big", ""))) {
                assertThat(pc.awaitLoads(1, SOON)).isTrue();
                assertThat(ps(pc)).isEmpty();
                assertThat(client.soFar().isEmpty()).isTrue();
            }
            assertThat(pc.awaitLoadsAborted(1, SOON)).isTrue();
            assertThat(pc.awaitCancelled(1, SOON)).isTrue();
        }
    }

    @Test
    void anAbortedLoadIsBegunAgainByTheOneWhoWaitedForIt() throws IOException {
        try (OllamaSimulator pc =
                with(SimulatedModel.named("big").loadTime(LONG).build())) {
            try (RawClient first = new RawClient(pc).chat(chat("big", ""))) {
                assertThat(pc.awaitLoads(1, SOON)).isTrue();
                try (RawClient second = new RawClient(pc).chat(chat("big", ""))) {
                    assertThat(pc.awaitGenerations(2, SOON)).isTrue();
                    assertThat(pc.loadsStarted()).isEqualTo(1);
                    first.hangUp();
                    assertThat(pc.awaitLoads(2, SOON)).isTrue();
                    assertThat(second.soFar().isEmpty()).isTrue();
                }
            }
        }
    }

    @Test
    void aLoadHoldsUpOtherLoadsButNotWarmModels() throws IOException {
        try (OllamaSimulator pc = with(
                SimulatedModel.named("big").loadTime(LONG).build(),
                SimulatedModel.named("cold").build(),
                SimulatedModel.named("warm").loaded().build())) {
            try (RawClient loading = new RawClient(pc).chat(chat("big", ""))) {
                assertThat(pc.awaitLoads(1, SOON)).isTrue();
                assertThat(RawClient.post(pc, "/api/chat", chat("warm", "")).complete())
                        .isTrue();
                try (RawClient cold = new RawClient(pc).chat(chat("cold", ""))) {
                    assertThat(pc.awaitGenerations(3, SOON)).isTrue();
                    assertThat(pc.loadsStarted()).isEqualTo(1);
                    loading.hangUp();
                    assertThat(cold.answer().message().complete()).isTrue();
                }
            }
        }
    }

    @Test
    void onlyTheFirstUseLoads() throws IOException {
        try (OllamaSimulator pc = with(SimulatedModel.named("m").build())) {
            for (int i = 0; i < 3; i++) {
                RawClient.post(pc, "/api/chat", chat("m", ""));
            }
            assertThat(pc.loadsStarted()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.32.15 | "options":{"num_ctx":512}    | 2
            0.32.15 | "options":{"num_ctx":4096}   | 1
            0.32.15 | "options":{"num_thread":3}   | 2
            0.32.15 | "options":{"num_gpu":0}      | 2
            0.32.15 | "options":{"num_gpu":-1}     | 1
            0.32.15 | "options":{"temperature":0}  | 1
            0.32.15 | "shift":false                | 2
            0.17.0  | "shift":false                | 1
            """)
    void someOptionsNeedAnotherLoad(String version, String more, int loads) throws IOException {
        try (OllamaSimulator pc =
                OllamaSimulator.builder().version(version).model("m").build()) {
            RawClient.post(pc, "/api/chat", chat("m", ""));
            RawClient.post(pc, "/api/chat", chat("m", "," + more));
            assertThat(pc.loadsStarted()).isEqualTo(loads);
        }
    }

    // The slot

    @Test
    void aSecondRequestWaitsInSilenceForTheSlot() throws IOException {
        try (OllamaSimulator pc = with(SimulatedModel.named("m").build())) {
            pc.next(Fault.stallAfterEvents(1));
            try (RawClient first = new RawClient(pc).chat(chat("m", ""));
                    RawClient second = new RawClient(pc)) {
                first.lines(1);
                second.chat(chat("m", ""));
                assertThat(pc.awaitGenerations(2, SOON)).isTrue();
                assertThat(RawClient.get(pc, "/api/version").status()).isEqualTo(200);
                assertThat(second.soFar().isEmpty()).isTrue();
                first.hangUp();
                assertThat(second.answer().message().complete()).isTrue();
            }
        }
    }

    @Test
    void slotsServeAtOnce() throws IOException {
        try (OllamaSimulator pc = OllamaSimulator.builder().model("m").slots(2).build()) {
            pc.next(Fault.stallAfterEvents(1));
            try (RawClient first = new RawClient(pc).chat(chat("m", ""))) {
                first.lines(1);
                assertThat(RawClient.post(pc, "/api/chat", chat("m", "")).complete())
                        .isTrue();
            }
        }
    }

    // Keep-alive

    @Test
    void aLoadedModelIsListed() throws IOException {
        SimulatedModel model = SimulatedModel.named("m")
                .loaded()
                .size(1000)
                .sizeVram(500)
                .contextLength(2048)
                .build();
        try (OllamaSimulator pc = with(model)) {
            JsonNode loaded = ps(pc).path(0);
            assertThat(loaded.path("name").asText()).isEqualTo("m:latest");
            assertThat(loaded.path("size").asInt()).isEqualTo(1000);
            assertThat(loaded.path("size_vram").asInt()).isEqualTo(500);
            assertThat(loaded.path("context_length").asInt()).isEqualTo(2048);
            assertThat(expires(loaded))
                    .isAfter(OffsetDateTime.now().plusMinutes(4))
                    .isBefore(OffsetDateTime.now().plusMinutes(6));
        }
    }

    private static OffsetDateTime expires(JsonNode loaded) {
        return OffsetDateTime.parse(loaded.path("expires_at").asText());
    }

    @ParameterizedTest
    @CsvSource({"-1, 100000000", "\"-1m\", 100000000", "\"30m\", 30", "3600, 60", "\"1h30m\", 90", "90.0, 1"})
    void keepAliveSaysHowLong(String keepAlive, int minutes) throws IOException {
        try (OllamaSimulator pc = with(SimulatedModel.named("m").build())) {
            RawClient.post(pc, "/api/generate", generate("m", ",\"keep_alive\":" + keepAlive));
            assertThat(expires(ps(pc).path(0)))
                    .isAfter(OffsetDateTime.now().plusMinutes(minutes).minusSeconds(60));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "\"0\"", "\"0s\""})
    void keepAliveOfZeroUnloads(String zero) throws IOException {
        try (OllamaSimulator pc = with(SimulatedModel.named("m").loaded().build())) {
            HttpMessage answer = RawClient.post(pc, "/api/generate", generate("m", ",\"keep_alive\":" + zero));
            assertThat(answer.text()).contains("\"done_reason\":\"unload\"");
            assertThat(ps(pc)).isEmpty();
        }
    }

    @Test
    void keepAliveOfZeroUnloadsAfterTheAnswer() throws IOException {
        try (OllamaSimulator pc = with(SimulatedModel.named("m").loaded().build())) {
            RawClient.post(pc, "/api/chat", chat("m", ",\"keep_alive\":0"));
            assertThat(ps(pc)).isEmpty();
        }
    }

    @Test
    void anUnloadWaitsForTheAnswerUnderWay() throws IOException {
        try (OllamaSimulator pc = with(SimulatedModel.named("m").loaded().build())) {
            pc.next(Fault.stallAfterEvents(1));
            try (RawClient client = new RawClient(pc).chat(chat("m", ""))) {
                client.lines(1);
                RawClient.post(pc, "/api/generate", generate("m", ",\"keep_alive\":0"));
                assertThat(ps(pc)).hasSize(1);
            }
            assertThat(pc.awaitCancelled(1, SOON)).isTrue();
            assertThat(ps(pc)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "-1"   | time: missing unit in duration "-1"
            "300"  | time: missing unit in duration "300"
            "1d"   | time: unknown unit "d" in duration "1d"
            "soon" | time: invalid duration "soon"
            """)
    void anotherKeepAliveIsRefused(String keepAlive, String words) throws IOException {
        try (OllamaSimulator pc = with(SimulatedModel.named("m").build())) {
            HttpMessage answer = RawClient.post(pc, "/api/generate", generate("m", ",\"keep_alive\":" + keepAlive));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(Shapes.parse(answer.text()).path("error").asText()).isEqualTo(words);
        }
    }

    // Names and stubs

    @ParameterizedTest
    @ValueSource(strings = {"hf.co/Some/Model:Q4_K_M", "HF.co/some/model:q4_k_m", "https://hf.co/Some/Model:Q4_K_M"})
    void namesKeepTheirHost(String name) throws IOException {
        SimulatedModel model = SimulatedModel.named("hf.co/Some/Model:Q4_K_M").build();
        assertThat(model.name()).isEqualTo("hf.co/Some/Model:Q4_K_M");
        try (OllamaSimulator pc = with(model)) {
            assertThat(RawClient.post(pc, "/api/chat", chat(name, "")).status()).isEqualTo(200);
        }
    }

    @Test
    void aNameThatOllamaRefusesIsRefused() {
        assertThatThrownBy(() -> SimulatedModel.named("a b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SimulatedModel.named("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aStubSaysWhereItsModelIs() throws IOException {
        SimulatedModel stub = SimulatedModel.named("gpt-oss:120b-cloud")
                .remote("https://ollama.com:443")
                .build();
        try (OllamaSimulator pc = with(stub)) {
            assertThat(Shapes.parse(RawClient.get(pc, "/api/tags").text())
                            .path("models")
                            .path(0)
                            .path("remote_host")
                            .asText())
                    .isEqualTo("https://ollama.com:443");
            HttpMessage answer = RawClient.post(pc, "/api/chat", chat("gpt-oss:120b-cloud", ""));
            assertThat(answer.lines()).allMatch(line -> line.contains("\"remote_host\":"));
            assertThat(pc.loadsStarted()).isZero();
            assertThat(RawClient.post(pc, "/api/chat", chat("gpt-oss:120b-cloud:local", ""))
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void modelsComeAndGo() throws IOException {
        try (OllamaSimulator pc = with()) {
            assertThat(RawClient.post(pc, "/api/chat", chat("m", "")).status()).isEqualTo(404);
            pc.install(SimulatedModel.named("m").build());
            assertThat(RawClient.post(pc, "/api/chat", chat("m", "")).status()).isEqualTo(200);
            pc.remove("m");
            assertThat(RawClient.post(pc, "/api/chat", chat("m", "")).status()).isEqualTo(404);
        }
    }
}
