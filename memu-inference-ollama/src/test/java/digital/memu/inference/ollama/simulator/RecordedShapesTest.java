package digital.memu.inference.ollama.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.ollama.Fixtures;
import digital.memu.inference.ollama.RecordedExchange;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.OllamaSimulatorBuilder;
import digital.memu.inference.ollama.testing.SimulatedAnswer;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.support.HttpMessage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sends recorded requests, byte for byte, and compares the answers with those of the real servers. */
class RecordedShapesTest {

    /** What the simulator does not do, and what needed a hand on the real server. */
    private static final List<String> OTHER_CASES = List.of(
            "after-runner-kill",
            "hangup-",
            "host-",
            "kill-",
            "options-preflight",
            "origin-",
            "overload-",
            "ps-other-time-zone",
            "stall-",
            "terminate-",
            "v1-");

    /** Cases that come after another. */
    private static final Map<String, String> BEFORE = Map.of(
            "ps-loaded",
            "load-chat",
            "ps-forever",
            "load-forever",
            "ps-30m",
            "load-30m",
            "blob-head",
            "blob-post",
            "blob-post-again",
            "blob-post",
            "delete",
            "copy",
            "delete-created",
            "create-from",
            "delete-pulled",
            "pull",
            "pull-again",
            "pull");

    /** The real servers were too fast for some of the steps. */
    private static final String MORE_STEPS = "pull";

    /** Errors with numbers in them that a simulator cannot know. */
    private static final Set<String> COUNTED = Set.of("chat-too-long-no-truncate");

    static Stream<RecordedExchange> cases() {
        return Fixtures.all().filter(exchange -> OTHER_CASES.stream().noneMatch(exchange.name()::startsWith));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersLikeTheRealServer(RecordedExchange recorded) throws IOException {
        try (OllamaSimulator server = serverOf(recorded)) {
            String before = BEFORE.get(recorded.name());
            if (before != null) {
                replay(server, Fixtures.load(recorded.version(), before));
            }
            HttpMessage answer = replay(server, recorded);
            HttpMessage expected = recorded.response();

            assertThat(answer.startLine()).isEqualTo(expected.startLine());
            assertThat(headers(answer)).isEqualTo(headers(expected));
            assertThat(answer.complete()).isEqualTo(expected.complete());
            compareBodies(recorded.name(), answer, expected);
        }
    }

    private static void compareBodies(String name, HttpMessage answer, HttpMessage expected) {
        assertThat(answer.text().endsWith("\n")).isEqualTo(expected.text().endsWith("\n"));
        String type = expected.header("Content-Type").orElse("");
        if (name.equals(MORE_STEPS)) {
            assertThat(Shapes.ofLines(answer.lines())).containsAll(Shapes.ofLines(expected.lines()));
        } else if (type.equals("application/x-ndjson")) {
            assertThat(Shapes.ofLines(answer.lines())).isEqualTo(Shapes.ofLines(expected.lines()));
        } else if (type.startsWith("application/json") && expected.body().length > 0) {
            assertThat(Shapes.of(Shapes.parse(answer.text()))).isEqualTo(Shapes.of(Shapes.parse(expected.text())));
        }
        boolean fixed = expected.status() >= 300 || !type.contains("json");
        if (fixed && !COUNTED.contains(name)) {
            assertThat(answer.text()).isEqualTo(expected.text());
        }
    }

    private static Set<String> headers(HttpMessage message) {
        Set<String> headers = new TreeSet<>();
        message.headers().forEach(header -> {
            boolean varies = Set.of("Date", "Content-Length").contains(header.getKey());
            headers.add(varies ? header.getKey() : header.getKey() + ": " + header.getValue());
        });
        return headers;
    }

    private static HttpMessage replay(OllamaSimulator server, RecordedExchange recorded) throws IOException {
        try (RawClient client = new RawClient(server)) {
            return client.replay(recorded.request()).answer().message();
        }
    }

    /** The models of the recordings. */
    private static OllamaSimulator serverOf(RecordedExchange recorded) {
        OllamaSimulatorBuilder server =
                OllamaSimulator.builder().version(recorded.version().substring(1));
        if (recorded.name().endsWith("tags-empty")) {
            return server.build();
        }
        if (recorded.name().startsWith("chat-tools")
                && !recorded.request().text().contains("\"tool_name\"")) {
            server.answer(SimulatedAnswer.toolCall("get_weather", "{\"city\":\"Berlin\"}"));
        }
        if (recorded.name().equals("chat-think")) {
            server.answer(SimulatedAnswer.text("Red.").thinking("thought ".repeat(20)));
        }
        return server.pullable(SimulatedModel.named("127.0.0.1:21998/library/tiny")
                        .size(68_000)
                        .build())
                .model(small("smollm2").closedTemplate().build())
                .model(small("smollm2:prefill").build())
                .model(small("smollm2:legacy").build())
                .model(small("smollm2:tools")
                        .capabilities("completion", "tools")
                        .build())
                .model(small("smollm2:think")
                        .capabilities("completion", "thinking")
                        .build())
                .model(small("smollm2:native").nativeTemplate().build())
                .model(small("gemma3").build())
                .model(small("gemma3:auto").build())
                .model(SimulatedModel.named("all-minilm")
                        .embedding(384)
                        .contextLength(512)
                        .build())
                .build();
    }

    private static SimulatedModel.Builder small(String name) {
        return SimulatedModel.named(name).capabilities("completion").contextLength(8192);
    }
}
