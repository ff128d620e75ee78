package digital.memu.inference.ollama.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.ollama.simulator.RawClient.End;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.OllamaSimulatorBuilder;
import digital.memu.inference.ollama.testing.RecordedRequest;
import digital.memu.inference.ollama.testing.SimulatedAnswer;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.support.HttpMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The life of the server, its connections and its books. */
class OllamaSimulatorTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofHours(1);
    private static final String CHAT =
            "{\"model\":\"llama3.2\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    private static OllamaSimulatorBuilder pc() {
        return OllamaSimulator.builder().model("llama3.2").answer("Hello there, friend.");
    }

    private static List<String> threads(OllamaSimulator pc) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("ollama-simulator-" + pc.port()))
                .toList();
    }

    @Test
    void aChatIsAStreamOfTokens() throws IOException {
        try (OllamaSimulator pc = pc().build()) {
            HttpMessage answer = RawClient.post(pc, "/api/chat", CHAT);
            assertThat(answer.complete()).isTrue();
            assertThat(answer.lines()).hasSize(4);
            assertThat(answer.lines().get(1)).contains("\"content\":\" there,\"");
            assertThat(pc.generationsStarted()).isEqualTo(1);
            assertThat(pc.generationsCompleted()).isEqualTo(1);
            assertThat(pc.generationsCancelled()).isZero();
        }
    }

    @Test
    void requestsAreKeptAsTheyCame() throws IOException {
        try (OllamaSimulator pc = pc().build();
                RawClient client = new RawClient(pc)) {
            client.send("POST", "/api/chat?x=1", CHAT, "X-Two: 2", "x-one: 1").answer();
            RecordedRequest request = pc.requests("/api/chat").get(0);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.headers().stream().map(header -> header.getKey()))
                    .containsExactly("Host", "X-Two", "x-one", "Content-Length");
            assertThat(request.header("X-ONE")).contains("1");
            assertThat(request.body()).isEqualTo(CHAT);
            assertThat(request.model()).contains("llama3.2");
            assertThat(request.prompt()).contains("Hello");
        }
    }

    @Test
    void onlyTheLatestRequestsMayBeKept() throws IOException {
        try (OllamaSimulator pc = pc().keepRequests(2).build()) {
            for (String path : List.of("/1", "/2", "/3")) {
                RawClient.get(pc, path);
            }
            assertThat(pc.requests().stream().map(RecordedRequest::path)).containsExactly("/2", "/3");
            assertThat(pc.awaitRequests(3, Duration.ZERO)).isTrue();
        }
    }

    @Test
    void anOldVersionLacksWhatCameLater() throws IOException {
        try (OllamaSimulator pc = pc().version("0.9.6").build()) {
            assertThat(RawClient.get(pc, "/api/status").text()).isEqualTo("404 page not found");
            assertThat(RawClient.post(pc, "/api/chat", CHAT.replace("]}", "],\"_debug_render_only\":true}"))
                            .lines())
                    .hasSize(4);
            assertThat(RawClient.get(pc, "/api/ps").text()).doesNotContain("context_length");
            pc.next(Fault.errorAfterEvents(0, "no luck"));
            HttpMessage answer = RawClient.post(pc, "/api/chat", CHAT);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo("{\"error\":\"no luck\"}\n");
        }
        assertThatThrownBy(() -> pc().version("new")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bodiesMayComeInChunks() throws IOException {
        try (OllamaSimulator pc = pc().build();
                RawClient client = new RawClient(pc)) {
            String half = CHAT.substring(0, 20);
            String rest = CHAT.substring(20);
            client.write(("POST /api/chat HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n" + half
                            + "\r\n" + Integer.toHexString(rest.length()) + "\r\n" + rest + "\r\n0\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            assertThat(client.answer().message().status()).isEqualTo(200);
        }
    }

    @Test
    void aHangUpCancels() throws IOException {
        try (OllamaSimulator pc = pc().firstTokenDelay(LONG).build()) {
            try (RawClient client = new RawClient(pc)) {
                client.chat(CHAT);
                assertThat(pc.awaitGenerations(1, SOON)).isTrue();
                assertThat(pc.openConnections()).isEqualTo(1);
            }
            assertThat(pc.awaitCancelled(1, SOON)).isTrue();
            assertThat(pc.awaitOpenConnections(0, SOON)).isTrue();
        }
    }

    @Test
    void aConnectionServesOneRequestAfterAnother() throws IOException {
        try (OllamaSimulator pc = pc().build();
                RawClient client = new RawClient(pc)) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.chat(CHAT).answer().message().lines()).hasSize(4);
                assertThat(client.send("HEAD", "/api/tags", "")
                                .answer()
                                .message()
                                .status())
                        .isEqualTo(200);
            }
            assertThat(pc.connectionsAccepted()).isEqualTo(1);
            assertThat(pc.requests()).hasSize(6);
        }
    }

    @Test
    void theClientMayAskForTheEndOfTheConnection() throws IOException {
        try (OllamaSimulator pc = pc().build();
                RawClient client = new RawClient(pc)) {
            assertThat(client.send("GET", "/api/version", "", "Connection: close")
                            .answer()
                            .message()
                            .header("Connection"))
                    .contains("close");
            assertThat(client.answer().end()).isEqualTo(End.FIN);
        }
    }

    @Test
    void theClientOfTheJdkCanTalkToIt() throws Exception {
        try (OllamaSimulator pc = pc().build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(pc.url() + "/api/chat"))
                    .POST(HttpRequest.BodyPublishers.ofString(CHAT))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofLines())
                            .body())
                    .hasSize(4);
        }
    }

    // Framing

    @Test
    void linesMayShareAChunk() throws IOException {
        try (OllamaSimulator pc = pc().linesPerChunk(3).build()) {
            HttpMessage answer = RawClient.post(pc, "/api/chat", CHAT);
            assertThat(answer.lines()).hasSize(4);
            assertThat(chunks(answer)).isEqualTo(2);
        }
    }

    @Test
    void linesMayBeCutAnywhere() throws IOException {
        try (OllamaSimulator pc = pc().chunkSizes(1, 100, 7).segmentSizes(3, 50).build()) {
            HttpMessage answer = RawClient.post(pc, "/api/chat", CHAT);
            assertThat(answer.complete()).isTrue();
            assertThat(answer.lines())
                    .hasSize(4)
                    .allSatisfy(
                            line -> assertThat(Shapes.parse(line).path("model").asText())
                                    .isEqualTo("llama3.2"));
            assertThat(chunks(answer)).isGreaterThan(8);
        }
        assertThatThrownBy(() -> pc().chunkSizes(0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Chunks that hold something. */
    private static int chunks(HttpMessage message) {
        int overhead = message.raw().length - message.body().length;
        String raw = new String(message.raw(), StandardCharsets.ISO_8859_1);
        int head = raw.indexOf("\r\n\r\n") + 4;
        assertThat(overhead).isGreaterThan(head);
        return (int) raw.substring(head)
                        .lines()
                        .filter(line -> line.matches("[0-9a-f]{1,3}"))
                        .count()
                - 1;
    }

    // Coming and going

    @Test
    void offlineRefusesAndComesBackAtTheSameAddress() throws IOException {
        try (OllamaSimulator pc = pc().build()) {
            String url = pc.url();
            pc.next(Fault.stallAfterEvents(1));
            try (RawClient client = new RawClient(pc).chat(CHAT)) {
                client.lines(1);
                pc.goOffline();
                assertThat(client.answer().end()).isNotEqualTo(End.COMPLETE);
            }
            assertThatThrownBy(() -> new RawClient(pc)).isInstanceOf(ConnectException.class);
            assertThat(pc.generationsCancelled()).isZero();
            assertThat(pc.openConnections()).isZero();

            pc.comeBack();
            assertThat(pc.url()).isEqualTo(url);
            assertThat(RawClient.get(pc, "/api/ps").text()).isEqualTo("{\"models\":[]}");
            assertThat(RawClient.post(pc, "/api/chat", CHAT).complete()).isTrue();
        }
    }

    @Test
    void anotherMachineMayTakeTheAddress() throws IOException {
        OllamaSimulator first = pc().build();
        first.close();
        try (OllamaSimulator second = pc().port(first.port()).build()) {
            assertThat(second.url()).isEqualTo(first.url());
            assertThat(RawClient.get(second, "/").text()).isEqualTo("Ollama is running");
            assertThatThrownBy(() -> pc().port(second.port()).build()).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void frozenItAcceptsAndSaysNothingUntilItIsHealed() throws IOException {
        try (OllamaSimulator pc = pc().build()) {
            pc.next(Fault.stallAfterEvents(1, Duration.ofMillis(1)));
            pc.freeze();
            try (RawClient chat = new RawClient(pc).chat(CHAT);
                    RawClient version = new RawClient(pc)) {
                version.send("GET", "/api/version", "");
                assertThat(pc.awaitRequests(2, SOON)).isTrue();
                assertThat(chat.soFar().isEmpty()).isTrue();
                assertThat(version.soFar().isEmpty()).isTrue();
                pc.heal();
                assertThat(chat.answer().message().lines()).hasSize(4);
                assertThat(version.answer().message().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aHangUpIsSeenWhileFrozen() throws IOException {
        try (OllamaSimulator pc = pc().build()) {
            pc.freeze();
            try (RawClient client = new RawClient(pc).chat(CHAT)) {
                assertThat(pc.awaitGenerations(1, SOON)).isTrue();
                assertThat(client.soFar().isEmpty()).isTrue();
            }
            assertThat(pc.awaitCancelled(1, SOON)).isTrue();
        }
    }

    @Test
    @Timeout(180)
    void closeEndsAllWaitsAndThreads() throws IOException {
        OllamaSimulator pc = OllamaSimulator.builder()
                .model("llama3.2")
                .model(SimulatedModel.named("slow").loadTime(LONG).build())
                .firstTokenDelay(LONG)
                .build();
        List<RawClient> clients = new ArrayList<>();
        clients.add(new RawClient(pc));
        clients.add(new RawClient(pc).chat(CHAT));
        clients.add(new RawClient(pc).chat(CHAT));
        clients.add(new RawClient(pc).chat(CHAT.replace("llama3.2", "slow")));
        pc.next("/api/version", Fault.silence());
        clients.add(new RawClient(pc).send("GET", "/api/version", ""));
        assertThat(pc.awaitRequests(4, SOON)).isTrue();
        assertThat(pc.awaitOpenConnections(5, SOON)).isTrue();
        assertThat(threads(pc)).hasSizeGreaterThan(5);

        pc.close();
        pc.close();

        assertThat(threads(pc)).isEmpty();
        assertThat(pc.openConnections()).isZero();
        for (RawClient client : clients) {
            assertThat(client.answer().end()).isNotEqualTo(End.COMPLETE);
            client.close();
        }
        assertThatThrownBy(pc::comeBack).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void awaitingHasALimit() {
        try (OllamaSimulator pc = pc().build()) {
            assertThat(pc.awaitGenerations(1, Duration.ZERO)).isFalse();
            assertThat(pc.awaitCancelled(1, Duration.ofMillis(1))).isFalse();
            assertThat(pc.awaitOpenConnections(0, Duration.ZERO)).isTrue();
        }
    }

    @Test
    @Timeout(180)
    void manyStreamsAtOnce() throws IOException {
        int streams = 200;
        OllamaSimulator pc =
                pc().slots(streams).firstTokenDelay(Duration.ofMillis(100)).build();
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            clients.add(new RawClient(pc).chat(CHAT));
        }
        assertThat(pc.awaitGenerations(streams, SOON)).isTrue();
        for (RawClient client : clients) {
            assertThat(client.answer().message().lines()).hasSize(4);
            client.close();
        }
        assertThat(pc.generationsCompleted()).isEqualTo(streams);
        assertThat(pc.loadsStarted()).isEqualTo(1);
        assertThat(pc.awaitOpenConnections(0, SOON)).isTrue();
        pc.close();
        assertThat(threads(pc)).isEmpty();
    }

    @Test
    void anAnswerFunctionThatThrowsIsSeenByTheClient() throws IOException {
        try (OllamaSimulator pc = pc().build()) {
            pc.answers(request -> {
                throw new IllegalStateException("no answer");
            });
            assertThat(RawClient.post(pc, "/api/chat", CHAT).status()).isEqualTo(500);
            pc.answers(request -> SimulatedAnswer.text("again"));
            assertThat(RawClient.post(pc, "/api/chat", CHAT).status()).isEqualTo(200);
        }
    }
}
