package digital.memu.inference.immich.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final byte[] PING = Requests.get("/ping");

    @Test
    void idleConnectionEndsWithoutAWord() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder()
                        .keepAlive(Duration.ofMillis(30))
                        .build();
                RawClient client = new RawClient(ml)) {
            client.send(PING).answer();
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void keepAliveRunsNeitherBeforeTheFirstRequestNorDuringOne() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder()
                        .keepAlive(Duration.ofMillis(20))
                        .build();
                RawClient client = new RawClient(ml)) {
            assertThat(client.isSilent()).isTrue();
            byte[] request = Requests.text(Requests.NOTHING, "x");
            String text = new String(request, StandardCharsets.US_ASCII);
            client.send(new String(PING, StandardCharsets.US_ASCII) + text.substring(0, 30))
                    .answer();
            assertThat(client.isSilent()).isTrue();
            assertThat(client.send(text.substring(30)).answer().text()).isEqualTo("{}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void plain500EndsTheConnectionUnannounced(Generation generation) throws IOException {
        try (ImmichMlSimulator ml =
                        ImmichMlSimulator.builder().generation(generation).build();
                RawClient client = new RawClient(ml)) {
            Answer answer = client.send(Requests.image(Requests.CLIP, new byte[] {1, 2, 3}))
                    .answer();
            assertThat(answer.start()).isEqualTo("HTTP/1.1 500 Internal Server Error");
            assertThat(answer.headers().stream().map(header -> header.getKey()))
                    .containsExactly("date", "server", "content-length", "content-type");
            assertThat(client.isAtEnd()).isTrue();
            assertThat(ml.requests()).hasSize(1);
        }
    }

    @Test
    void errorsInJsonKeepTheConnection() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder()
                        .keepAlive(Duration.ofMinutes(1))
                        .model(SimulatedMlModel.clip("broken", 4).notLoadable().build())
                        .build();
                RawClient client = new RawClient(ml)) {
            byte[] request = Requests.text(Requests.CLIP_TEXT.replace("ViT-B-32__openai", "broken"), "x");
            assertThat(RawClient.predict(ml, request).text()).isEqualTo("Internal Server Error");
            assertThat(client.send(request).answer().text())
                    .isEqualTo("{\"detail\":\"Failed to load model 'broken'\"}");
            assertThat(client.send(PING).answer().text()).isEqualTo("pong");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001\u0002",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET /\r\n\r\n",
                "GET / HTTP/1.1\r\nx\r\n\r\n"
            })
    void whatIsNoHttpIsRefusedAndTheConnectionEnds(String bytes) throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder().build();
                RawClient client = new RawClient(ml)) {
            client.send(bytes);
            String answer = new String(client.rest(), StandardCharsets.US_ASCII);
            assertThat(answer)
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .endsWith("connection: close\r\n\r\nInvalid HTTP request received.");
            assertThat(ml.requests()).isEmpty();
        }
    }

    @Test
    void answersComeInTheOrderOfTheRequests() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder().build();
                RawClient client = new RawClient(ml)) {
            ml.holdRuns();
            client.send(Requests.text(Requests.CLIP_TEXT, "x")).send(PING);
            assertThat(ml.awaitRequests(2, LIMIT)).isTrue();
            assertThat(client.isSilent()).isTrue();
            ml.releaseRuns();
            assertThat(client.answer().text()).startsWith("{\"clip\":");
            assertThat(client.answer().text()).isEqualTo("pong");
        }
    }

    @Test
    void oldHttpEndsAfterTheAnswer() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder().build();
                RawClient client = new RawClient(ml)) {
            client.send("GET /ping HTTP/1.0\r\n\r\n");
            assertThat(new String(client.rest(), StandardCharsets.US_ASCII)).endsWith("pong");
        }
    }

    @Test
    void chunksMayBeCutAnywhere() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder().build();
                RawClient client = new RawClient(ml)) {
            client.send(
                    "POST /predict HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nentri\r\nc\r\nes=%7B%7D&te\r\n4\r\nxt=x\r\n0\r\nTrailer: 1\r\n\r\n");
            assertThat(client.answer().text()).isEqualTo("{}");
        }
    }
}
