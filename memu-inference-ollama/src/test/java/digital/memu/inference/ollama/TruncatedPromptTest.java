package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A prompt that the server cut in silence is told of, whoever asked for the context, or nobody. */
class TruncatedPromptTest {

    private static final int CONTEXT = 512;
    private static final String TOO_LONG = "word ".repeat(900);
    private static final String FITS = "word ".repeat(400);

    private final ManualClock clock = new ManualClock();

    private static OllamaSimulator server(String version) {
        return OllamaSimulator.builder()
                .version(version)
                .model(SimulatedModel.named("llama3.2").loaded().build())
                .contextLength(CONTEXT)
                .build();
    }

    private OllamaClient client(OllamaSimulator server) {
        return OllamaClient.at(server.url()).time(clock).build();
    }

    private static ChatRequest question(String text) {
        return ChatRequest.builder().model("llama3.2").user(text).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.17.0", "0.32.15"})
    void throughARouterWithOneServer(String version) {
        assertTold(version, RoutingPolicy.defaults(), 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.17.0", "0.32.15"})
    void throughARouterThatLeavesTheContextToItsServers(String version) {
        assertTold(version, RoutingPolicy.builder().serverContextLength().build(), 2);
    }

    @Test
    void throughARouterThatAsksForTheSameContextEverywhere() {
        assertTold("0.32.15", RoutingPolicy.builder().contextLength(CONTEXT).build(), 2);
    }

    private void assertTold(String version, RoutingPolicy policy, int servers) {
        List<String> told = new ArrayList<>();
        List<OllamaSimulator> home = new ArrayList<>();
        InferenceRouter.Builder builder = InferenceRouter.builder()
                .policy(policy)
                .time(clock)
                .listener(new InferenceListener() {
                    @Override
                    public void promptTruncated(String backend, String model) {
                        told.add(backend + " " + model);
                    }
                });
        for (int i = 0; i < servers; i++) {
            home.add(server(version));
            builder.backend(OllamaBackend.at(home.get(i).url())
                    .named("pc" + i)
                    .model("llama3.2")
                    .build());
        }
        try (InferenceRouter router = builder.build()) {
            assertThat(router.chat().send(ChatRequest.of(FITS)).completion().promptTruncated())
                    .isFalse();
            assertThat(told).isEmpty();

            ChatReply reply = router.chat().send(ChatRequest.of(TOO_LONG));

            assertThat(reply.completion().promptTruncated()).isTrue();
            assertThat(told).containsExactly(reply.route().backend() + " llama3.2");
        } finally {
            home.forEach(OllamaSimulator::close);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.17.0", "0.32.15"})
    void byAClientOfOneServer(String version) {
        try (OllamaSimulator server = server(version);
                OllamaClient client = client(server)) {
            assertThat(isCut(client.send(question(TOO_LONG)))).isTrue();
            try (ChatStream stream = client.stream(question(TOO_LONG))) {
                assertThat(isCut(stream.reply())).isTrue();
            }
            assertThat(isCut(client.generate(GenerateRequest.of("llama3.2", TOO_LONG))))
                    .isTrue();
            assertThat(isCut(client.generate(GenerateRequest.of("llama3.2", FITS))))
                    .isFalse();
        }
    }

    @Test
    void whatFitsCostsNothing() {
        try (OllamaSimulator server = server("0.32.15");
                OllamaClient client = client(server)) {
            assertThat(isCut(client.send(question(FITS)))).isFalse();

            assertThat(server.requests("/api/ps")).isEmpty();
        }
    }

    @Test
    void theContextIsAskedForOnceInAWhile() {
        try (OllamaSimulator server = server("0.32.15");
                OllamaClient client = client(server)) {
            client.send(question(TOO_LONG));
            client.send(question(TOO_LONG));
            assertThat(server.requests("/api/ps")).hasSize(1);

            clock.advance(Duration.ofMinutes(6));
            assertThat(isCut(client.send(question(TOO_LONG)))).isTrue();
            assertThat(server.requests("/api/ps")).hasSize(2);
        }
    }

    /** Servers before 0.10 do not, nor does one in trouble; the answer is there all the same. */
    @Test
    void aServerThatDoesNotTellTakesNoAnswerAway() {
        try (OllamaSimulator server = server("0.32.15");
                OllamaSimulator old = server("0.9.6");
                OllamaClient client = client(server);
                OllamaClient ofOld = client(old)) {
            server.next("/api/ps", Fault.error(500, "no"));

            ChatReply reply = client.send(question(TOO_LONG));

            assertThat(reply.text()).isNotEmpty();
            assertThat(isCut(reply)).isFalse();
            assertThat(isCut(ofOld.send(question(TOO_LONG)))).isFalse();
            assertThat(old.requests("/api/ps")).hasSize(1);
        }
    }

    @Test
    void theLogHasALine(@TempDir Path folder) throws IOException, InterruptedException {
        assertThat(Fork.run(folder, Story.class, Map.of()).log())
                .filteredOn(line -> line.startsWith("WARN"))
                .containsExactly(
                        "WARN pc: the prompt was longer than the context of llama3.2, its oldest part was dropped."
                                + " Ask for a larger contextLength, or send less.");
    }

    private static boolean isCut(ChatReply reply) {
        return reply.completion().promptTruncated();
    }

    static final class Story {

        private Story() {}

        public static void main(String[] args) {
            try (OllamaSimulator server = server("0.32.15");
                    InferenceRouter router = InferenceRouter.builder()
                            .backend(OllamaBackend.at(server.url())
                                    .named("pc")
                                    .model("llama3.2")
                                    .build())
                            .build()) {
                router.chat().send(ChatRequest.of(TOO_LONG));
            }
        }
    }
}
