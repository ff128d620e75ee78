package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.support.HttpMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FixturesTest {

    static List<RecordedExchange> all() {
        return Fixtures.all().toList();
    }

    @Test
    void allCasesAreHere() {
        assertThat(Fixtures.names(Fixtures.V0_17)).hasSize(157);
        assertThat(Fixtures.names(Fixtures.V0_32)).hasSize(161);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aCaseCanBeTakenApart(RecordedExchange exchange) {
        assertThat(exchange.request().startLine()).endsWith(" HTTP/1.1");
        if (!exchange.response().isEmpty()) {
            assertThat(exchange.response().startLine()).startsWith("HTTP/1.1 ");
            assertThat(exchange.response().header("Date")).isPresent();
        }
    }

    @Test
    void bodiesAreThereByteForByte() {
        RecordedExchange version = Fixtures.load(Fixtures.V0_32, "version");
        assertThat(version.request().method()).isEqualTo("GET");
        assertThat(version.request().path()).isEqualTo("/api/version");
        assertThat(version.response().status()).isEqualTo(200);
        assertThat(version.response().text()).isEqualTo("{\"version\":\"0.32.15\"}");
        assertThat(version.response().complete()).isTrue();
    }

    @Test
    void chunksAreTakenOff() {
        HttpMessage stream = Fixtures.load(Fixtures.V0_17, "chat-stream").response();
        assertThat(stream.isChunked()).isTrue();
        assertThat(stream.complete()).isTrue();
        assertThat(stream.lines()).hasSizeGreaterThan(2).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(stream.lines().get(stream.lines().size() - 1)).contains("\"done\":true");
    }

    @Test
    void aKilledServerLeavesAnIncompleteAnswer() {
        assertThat(Fixtures.load(Fixtures.V0_32, "kill-server-midstream")
                        .response()
                        .complete())
                .isFalse();
        assertThat(Fixtures.load(Fixtures.V0_32, "kill-server-before-first-byte")
                        .response()
                        .isEmpty())
                .isTrue();
    }
}
