package digital.memu.inference.ollama.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.ollama.simulator.RawClient.Answer;
import digital.memu.inference.ollama.simulator.RawClient.End;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.support.HttpMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CHAT =
            "{\"model\":\"llama3.2\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    private static final String WHOLE_CHAT = CHAT.replace("}]}", "}],\"stream\":false}");
    private static final String LOAD = "{\"model\":\"llama3.2\"}";

    /** Three tokens and the last line. */
    private static final int EVENTS = 4;

    private final OllamaSimulator pc = OllamaSimulator.builder()
            .model("llama3.2")
            .answer("Hello there, friend.")
            .build();

    @AfterEach
    void close() {
        pc.close();
    }

    private Answer chat(Fault fault) throws IOException {
        pc.next(fault);
        try (RawClient client = new RawClient(pc)) {
            return client.chat(CHAT).answer();
        }
    }

    private void assertAnswersOthers() throws IOException {
        assertThat(RawClient.get(pc, "/api/version").status()).isEqualTo(200);
    }

    // Silence

    @Test
    void silence() throws IOException {
        pc.next(Fault.silence());
        try (RawClient client = new RawClient(pc).chat(CHAT)) {
            assertThat(pc.awaitGenerations(1, SOON)).isTrue();
            assertAnswersOthers();
            assertThat(client.soFar().isEmpty()).isTrue();
        }
        assertThat(pc.awaitCancelled(1, SOON)).isTrue();
    }

    @Test
    void silenceForATime() throws IOException {
        long start = System.nanoTime();
        assertThat(chat(Fault.silenceFor(Duration.ofMillis(50))).message().lines())
                .hasSize(EVENTS);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000);
    }

    @Test
    void silenceAfterHeaders() throws IOException {
        pc.next(Fault.silenceAfterHeaders());
        try (RawClient client = new RawClient(pc).chat(CHAT)) {
            HttpMessage head = client.bytes(100);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Type")).contains("application/x-ndjson");
            assertAnswersOthers();
            assertThat(client.soFar().body()).isEmpty();
        }
        assertThat(pc.awaitCancelled(1, SOON)).isTrue();
    }

    @Test
    void stallAfterEvents() throws IOException {
        pc.next(Fault.stallAfterEvents(2));
        try (RawClient client = new RawClient(pc).chat(CHAT)) {
            client.lines(2);
            assertAnswersOthers();
            assertThat(client.soFar().lines()).hasSize(2);
        }
        assertThat(pc.awaitCancelled(1, SOON)).isTrue();
        assertThat(pc.generationsCompleted()).isZero();
    }

    @Test
    void stallAfterEventsForATime() throws IOException {
        assertThat(chat(Fault.stallAfterEvents(2, Duration.ofMillis(20)))
                        .message()
                        .lines())
                .hasSize(EVENTS);
    }

    @Test
    void stallAfterBytes() throws IOException {
        pc.next(Fault.stallAfterBytes(200));
        try (RawClient client = new RawClient(pc).chat(CHAT)) {
            client.bytes(200);
            assertAnswersOthers();
            assertThat(client.soFar().raw()).hasSize(200);
        }
        assertThat(pc.awaitCancelled(1, SOON)).isTrue();
    }

    @Test
    void trickle() throws IOException {
        Answer answer = chat(Fault.trickle(Duration.ofNanos(1)));
        assertThat(answer.message().lines()).hasSize(EVENTS);
        assertThat(answer.message().complete()).isTrue();
    }

    // The end of the connection

    @Test
    void hangUp() throws IOException {
        Answer answer = chat(Fault.hangUp());
        assertThat(answer.end()).isEqualTo(End.FIN);
        assertThat(answer.message().isEmpty()).isTrue();
        assertThat(pc.generationsCancelled()).isZero();
    }

    @Test
    void reset() throws IOException {
        Answer answer = chat(Fault.reset());
        assertThat(answer.end()).isEqualTo(End.RESET);
        assertThat(answer.message().isEmpty()).isTrue();
    }

    @Test
    void hangUpUnread() throws IOException {
        pc.next(Fault.hangUpUnread());
        try (RawClient client = new RawClient(pc).chat("x".repeat(100_000))) {
            Answer answer = client.answer();
            assertThat(answer.end()).isEqualTo(End.FIN);
            assertThat(answer.message().isEmpty()).isTrue();
        }
        assertThat(pc.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.body()).isEmpty());
        assertThat(pc.awaitOpenConnections(0, SOON)).isTrue();
    }

    @Test
    void resetUnread() throws IOException {
        pc.next(Fault.resetUnread());
        try (RawClient client = new RawClient(pc)) {
            client.write("POST /api/chat HTTP/1.1\r\nContent-Length: 100\r\n\r\n".getBytes(UTF_8));
            assertThat(client.answer().end()).isEqualTo(End.RESET);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, EVENTS})
    void cutAfterEvents(int events) throws IOException {
        Answer answer = chat(Fault.cutAfterEvents(events));
        assertThat(answer.end()).isEqualTo(End.FIN);
        assertThat(answer.message().isEmpty()).isEqualTo(events == 0);
        assertThat(answer.message().lines()).hasSize(events);
        assertThat(answer.message().complete()).isFalse();
        assertThat(pc.generationsCompleted()).isEqualTo(events == EVENTS ? 1 : 0);
    }

    @Test
    void aPlaceBehindTheEndIsNeverReached() throws IOException {
        assertThat(chat(Fault.cutAfterEvents(EVENTS + 1)).end()).isEqualTo(End.COMPLETE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 150, 300})
    void cutAfterBytes(int bytes) throws IOException {
        Answer answer = chat(Fault.cutAfterBytes(bytes));
        assertThat(answer.end()).isEqualTo(End.FIN);
        assertThat(answer.message().raw()).hasSize(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, EVENTS})
    void resetAfterEvents(int events) throws IOException {
        Answer answer = chat(Fault.resetAfterEvents(events));
        assertThat(answer.end()).isEqualTo(End.RESET);
        assertThat(answer.message().complete()).isFalse();
    }

    @Test
    void resetAfterBytes() throws IOException {
        assertThat(chat(Fault.resetAfterBytes(150)).end()).isEqualTo(End.RESET);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void endAfterEvents(int events) throws IOException {
        Answer answer = chat(Fault.endAfterEvents(events));
        assertThat(answer.end()).isEqualTo(End.COMPLETE);
        assertThat(answer.message().status()).isEqualTo(200);
        assertThat(answer.message().lines()).hasSize(events).noneMatch(line -> line.contains("\"done\":true"));
    }

    @Test
    void cutInMidBody() throws IOException {
        pc.next("/api/tags", Fault.cutInMidBody());
        try (RawClient client = new RawClient(pc)) {
            Answer answer = client.send("GET", "/api/tags", "").answer();
            assertThat(answer.end()).isEqualTo(End.FIN);
            int promised = answer.message()
                    .header("Content-Length")
                    .map(Integer::parseInt)
                    .orElseThrow();
            assertThat(answer.message().body()).hasSize(promised / 2);
        }
        assertThat(RawClient.get(pc, "/api/tags").complete()).isTrue();
    }

    // Wrong content

    @Test
    void errorInMidStream() throws IOException {
        HttpMessage answer = chat(Fault.runnerKilledAfterEvents(2)).message();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.complete()).isTrue();
        assertThat(answer.lines())
                .hasSize(3)
                .endsWith("{\"error\":\"an error was encountered while running the model: unexpected EOF\"}");
    }

    @Test
    void errorBeforeTheFirstToken() throws IOException {
        HttpMessage answer = chat(Fault.errorAfterEvents(0, "no luck")).message();
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.isChunked()).isTrue();
        assertThat(answer.text()).isEqualTo("{\"error\":\"no luck\"}");
    }

    @Test
    void errorOfAWholeAnswer() throws IOException {
        pc.next(Fault.errorAfterEvents(2, "no luck"));
        HttpMessage answer = RawClient.post(pc, "/api/chat", WHOLE_CHAT);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(answer.text()).isEqualTo("{\"error\":\"no luck\"}");
    }

    @Test
    void aWholeAnswerIsCutInSilence() throws IOException {
        pc.next(Fault.cutAfterEvents(2));
        try (RawClient client = new RawClient(pc)) {
            assertThat(client.chat(WHOLE_CHAT).answer().message().isEmpty()).isTrue();
        }
    }

    @Test
    void lineAfterEvents() throws IOException {
        HttpMessage answer = chat(Fault.lineAfterEvents(1, "{\"model\":")).message();
        assertThat(answer.lines()).hasSize(EVENTS + 1);
        assertThat(answer.lines().get(1)).isEqualTo("{\"model\":");
        assertThat(answer.complete()).isTrue();
    }

    @Test
    void endlessLineUpToTheCap() throws IOException {
        Answer answer = chat(Fault.endlessLineAfterEvents(1, 100_000));
        assertThat(answer.end()).isEqualTo(End.FIN);
        assertThat(answer.message().lines()).hasSize(2);
        assertThat(answer.message().lines().get(1)).hasSizeGreaterThan(100_000);
    }

    @Test
    void endlessLineUntilTheHangUp() throws IOException {
        pc.next(Fault.endlessLineAfterEvents(1, Long.MAX_VALUE));
        try (RawClient client = new RawClient(pc)) {
            client.chat(CHAT).bytes(100_000);
        }
        assertThat(pc.awaitCancelled(1, SOON)).isTrue();
    }

    @Test
    void hugeBody() throws IOException {
        HttpMessage answer = chat(Fault.hugeBody(500, 100_000)).message();
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).hasSizeGreaterThan(100_000);
        assertThat(answer.complete()).isTrue();
        assertThat(Shapes.of(Shapes.parse(answer.text()))).isEqualTo("{error:string}");
    }

    @Test
    void notHttp() throws IOException {
        try (RawClient client = new RawClient(pc)) {
            pc.next(Fault.notHttp());
            assertThat(new String(client.chat(CHAT).bytes(30).raw(), UTF_8)).startsWith("SSH-2.0");
        }
    }

    // Status

    static Stream<Arguments> statuses() {
        return Stream.of(
                Arguments.of(
                        Fault.error(500, "words"), 500, "application/json; charset=utf-8", "{\"error\":\"words\"}"),
                Arguments.of(
                        Fault.busy(),
                        503,
                        "application/json; charset=utf-8",
                        "{\"error\":\"server busy, please try again.  maximum pending requests exceeded\"}"),
                Arguments.of(Fault.error(401, "unauthorized"), 401, "application/json; charset=utf-8", null),
                Arguments.of(Fault.error(429, "slow down"), 429, "application/json; charset=utf-8", null),
                Arguments.of(Fault.panic(), 500, null, ""),
                Arguments.of(Fault.forbidden(), 403, null, ""),
                Arguments.of(Fault.pageNotFound(), 404, "text/plain", "404 page not found"),
                Arguments.of(Fault.badGateway(), 502, "text/html", null),
                Arguments.of(Fault.redirect("http://localhost:1/"), 307, null, ""),
                Arguments.of(Fault.status(418, "text/plain", "tea"), 418, "text/plain", "tea"));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void status(Fault fault, int status, String contentType, String body) throws IOException {
        Answer answer = chat(fault);
        assertThat(answer.end()).isEqualTo(End.COMPLETE);
        assertThat(answer.message().status()).isEqualTo(status);
        assertThat(answer.message().header("Content-Type").orElse(null)).isEqualTo(contentType);
        if (body != null) {
            assertThat(answer.message().text()).isEqualTo(body);
        }
        assertThat(pc.generationsCompleted()).isZero();
        assertThat(pc.loadsStarted()).isZero();
    }

    // Loading

    @Test
    void loadOutOfMemory() throws IOException {
        HttpMessage answer = chat(Fault.loadOutOfMemory()).message();
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("out-of-memory during startup");
        assertThat(pc.loadsStarted()).isEqualTo(1);
        assertThat(RawClient.get(pc, "/api/ps").text()).isEqualTo("{\"models\":[]}");
        assertThat(RawClient.post(pc, "/api/chat", CHAT).status()).isEqualTo(200);
    }

    @Test
    void aLoadFaultWaitsForALoad() throws IOException {
        RawClient.post(pc, "/api/generate", LOAD);
        pc.next(Fault.loadFails("no luck"));
        assertThat(RawClient.post(pc, "/api/chat", CHAT).status()).isEqualTo(200);
        String otherContext = CHAT.replace("]}", "],\"options\":{\"num_ctx\":512}}");
        assertThat(RawClient.post(pc, "/api/chat", otherContext).text()).isEqualTo("{\"error\":\"no luck\"}");
    }

    @Test
    void loadForEver() throws IOException {
        pc.next(Fault.loadForEver());
        try (RawClient client = new RawClient(pc).chat(CHAT)) {
            assertThat(pc.awaitLoads(1, SOON)).isTrue();
            assertAnswersOthers();
            assertThat(client.soFar().isEmpty()).isTrue();
        }
        assertThat(pc.awaitLoadsAborted(1, SOON)).isTrue();
        assertThat(pc.awaitCancelled(1, SOON)).isTrue();
    }

    // Whom it strikes

    @Test
    void nextStrikesGenerationsOneByOne() throws IOException {
        pc.next(Fault.error(500, "first"));
        pc.next(Fault.hangUpUnread());
        pc.next(Fault.error(500, "third"));
        assertAnswersOthers();
        assertThat(RawClient.post(pc, "/api/generate", LOAD).status()).isEqualTo(200);

        assertThat(RawClient.post(pc, "/api/chat", CHAT).text()).contains("first");
        assertThat(RawClient.post(pc, "/api/chat", CHAT).isEmpty()).isTrue();
        assertThat(RawClient.post(pc, "/api/chat", CHAT).text()).contains("third");
        assertThat(RawClient.post(pc, "/api/chat", CHAT).status()).isEqualTo(200);
    }

    @Test
    void alwaysStrikesUntilHealed() throws IOException {
        pc.always(Fault.busy());
        pc.always("/api/version", Fault.forbidden());
        for (int i = 0; i < 3; i++) {
            assertThat(RawClient.post(pc, "/api/chat", CHAT).status()).isEqualTo(503);
            assertThat(RawClient.get(pc, "/api/version").status()).isEqualTo(403);
        }
        assertThat(RawClient.get(pc, "/api/tags").status()).isEqualTo(200);
        pc.heal();
        assertThat(RawClient.post(pc, "/api/chat", CHAT).status()).isEqualTo(200);
        assertAnswersOthers();
    }

    @Test
    void aConnectionOutlivesAProperlyAnsweredFault() throws IOException {
        pc.next(Fault.endAfterEvents(1));
        pc.next(Fault.busy());
        try (RawClient client = new RawClient(pc)) {
            List<Integer> statuses = List.of(
                    client.chat(CHAT).answer().message().status(),
                    client.chat(CHAT).answer().message().status(),
                    client.chat(CHAT).answer().message().status());
            assertThat(statuses).containsExactly(200, 503, 200);
        }
        assertThat(pc.connectionsAccepted()).isEqualTo(1);
    }
}
