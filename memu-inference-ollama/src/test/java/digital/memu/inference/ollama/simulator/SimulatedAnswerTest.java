package digital.memu.inference.ollama.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedAnswer;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.support.HttpMessage;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a request makes of an answer. */
class SimulatedAnswerTest {

    private static final String HELLO = "{\"role\":\"user\",\"content\":\"Hello\"}";

    private static String chat(String model, String messages, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[" + messages + "]" + more + "}";
    }

    private static List<JsonNode> stream(OllamaSimulator pc, String messages, String more) throws IOException {
        return stream(pc, "m", messages, more);
    }

    private static List<JsonNode> stream(OllamaSimulator pc, String model, String messages, String more)
            throws IOException {
        HttpMessage answer = RawClient.post(pc, "/api/chat", chat(model, messages, more));
        assertThat(answer.status()).isEqualTo(200);
        return answer.lines().stream().map(Shapes::parse).toList();
    }

    private static List<String> tokens(List<JsonNode> lines) {
        return lines.stream()
                .map(line -> line.path("message").path("content").asText())
                .filter(token -> !token.isEmpty())
                .toList();
    }

    private static String text(List<JsonNode> lines) {
        return String.join("", tokens(lines));
    }

    private static String reason(List<JsonNode> lines) {
        return lines.get(lines.size() - 1).path("done_reason").asText();
    }

    private static OllamaSimulator saying(SimulatedAnswer answer) {
        return OllamaSimulator.builder().model("m").answer(answer).build();
    }

    // Where it comes from

    @Test
    void withoutAScriptTheAnswerFollowsFromThePrompt() throws IOException {
        try (OllamaSimulator one = OllamaSimulator.builder().model("m").build();
                OllamaSimulator other = OllamaSimulator.builder().model("m").build()) {
            String answer = text(stream(one, HELLO, ""));
            assertThat(answer.split(" ")).hasSizeBetween(24, 36);
            assertThat(text(stream(other, HELLO, ""))).isEqualTo(answer);
            assertThat(text(stream(one, "{\"role\":\"user\",\"content\":\"Bye\"}", "")))
                    .isNotEqualTo(answer);
        }
    }

    @Test
    void queuedAnswersComeFirst() throws IOException {
        try (OllamaSimulator pc =
                OllamaSimulator.builder().model("m").answer("always").build()) {
            pc.answerNext("one");
            pc.answerNext("two");
            assertThat(text(stream(pc, HELLO, ""))).isEqualTo("one");
            assertThat(text(stream(pc, HELLO, ""))).isEqualTo("two");
            assertThat(text(stream(pc, HELLO, ""))).isEqualTo("always");
            pc.answers(request -> SimulatedAnswer.text("You said "
                    + request.prompt().orElseThrow() + " to " + request.model().orElseThrow()));
            assertThat(text(stream(pc, HELLO, ""))).isEqualTo("You said Hello to m");
        }
    }

    @Test
    void aFormatGetsJson() throws IOException {
        try (OllamaSimulator pc = OllamaSimulator.builder()
                .model("m")
                .answer("text")
                .jsonAnswer("{\"colour\": \"blue\"}")
                .build()) {
            assertThat(text(stream(pc, HELLO, ",\"format\":\"json\""))).isEqualTo("{\"colour\": \"blue\"}");
            assertThat(text(stream(pc, HELLO, ""))).isEqualTo("text");
        }
        try (OllamaSimulator pc = OllamaSimulator.builder().model("m").build()) {
            assertThat(Shapes.of(Shapes.parse(text(stream(pc, HELLO, ",\"format\":{\"type\":\"object\"}")))))
                    .isEqualTo("{answer:string}");
        }
    }

    // What goes out

    @Test
    void textIsCutIntoWordsWithTheBlankBefore() throws IOException {
        try (OllamaSimulator pc = saying(SimulatedAnswer.text("Hello there,\n\nfriend. "))) {
            assertThat(tokens(stream(pc, HELLO, ""))).containsExactly("Hello", " there,", "\n\nfriend.", " ");
        }
    }

    @Test
    void tokensAreSentAsGiven() throws IOException {
        try (OllamaSimulator pc = saying(SimulatedAnswer.tokens("<", "ä", "\u2028&", "👩‍🚀"))) {
            assertThat(tokens(stream(pc, HELLO, ""))).containsExactly("<", "ä", "\u2028&", "👩‍🚀");
            assertThat(RawClient.post(pc, "/api/chat", chat("m", HELLO, "")).text())
                    .contains("\\u003c", "\\u2028\\u0026");
        }
    }

    @Test
    void numPredictEndsByLength() throws IOException {
        try (OllamaSimulator pc = saying(SimulatedAnswer.text("a b c d"))) {
            List<JsonNode> lines = stream(pc, HELLO, ",\"options\":{\"num_predict\":2}");
            assertThat(text(lines)).isEqualTo("a b");
            assertThat(reason(lines)).isEqualTo("length");
            assertThat(lines.get(2).path("eval_count").asInt()).isEqualTo(2);
            assertThat(reason(stream(pc, HELLO, ",\"options\":{\"num_predict\":4}")))
                    .isEqualTo("stop");
        }
    }

    @Test
    void aStopTextEndsTheAnswer() throws IOException {
        try (OllamaSimulator pc = saying(SimulatedAnswer.text("one two three"))) {
            assertThat(text(stream(pc, HELLO, ",\"options\":{\"stop\":[\"zzz\",\"wo th\"]}")))
                    .isEqualTo("one t");
        }
    }

    @Test
    void theReasonCanBeAnythingOrNothing() throws IOException {
        try (OllamaSimulator pc = saying(SimulatedAnswer.text("a").doneReason("repeat"))) {
            assertThat(reason(stream(pc, HELLO, ""))).isEqualTo("repeat");
            pc.answerNext(SimulatedAnswer.text("a").doneReason(""));
            assertThat(stream(pc, HELLO, "").get(1).has("done_reason")).isFalse();
        }
    }

    @Test
    void thoughtsComeBeforeTheText() throws IOException {
        try (OllamaSimulator pc = OllamaSimulator.builder()
                .model(SimulatedModel.named("m")
                        .capabilities("completion", "thinking")
                        .build())
                .answer(SimulatedAnswer.text("Yes.").thinking("Hm, well."))
                .build()) {
            List<JsonNode> lines = stream(pc, HELLO, "");
            assertThat(lines.stream()
                            .map(line -> line.path("message").path("thinking").asText())
                            .collect(Collectors.joining("|")))
                    .isEqualTo("Hm,| well.||");
            assertThat(stream(pc, HELLO, ",\"think\":false")).hasSize(2);
            assertThat(stream(pc, HELLO, ",\"think\":\"low\"")).hasSize(4);
        }
    }

    @Test
    void toolCallsComeWholeInOneEventBeforeTheLastOrInIt() throws IOException {
        SimulatedAnswer answer =
                SimulatedAnswer.toolCall("weather", "{\"city\":\"Berlin\"}").andToolCall("time", "{}");
        try (OllamaSimulator pc = saying(answer)) {
            List<JsonNode> lines = stream(pc, HELLO, "");
            assertThat(lines).hasSize(2);
            JsonNode calls = lines.get(0).path("message").path("tool_calls");
            assertThat(calls).hasSize(2);
            assertThat(calls.path(0)
                            .path("function")
                            .path("arguments")
                            .path("city")
                            .asText())
                    .isEqualTo("Berlin");
            assertThat(calls.path(1).path("function").path("index").asInt()).isEqualTo(1);

            pc.answerNext(answer.toolCallsInLastEvent());
            assertThat(stream(pc, HELLO, ""))
                    .singleElement()
                    .satisfies(last ->
                            assertThat(last.path("message").path("tool_calls")).hasSize(2));
        }
        assertThatThrownBy(() -> SimulatedAnswer.toolCall("weather", "Berlin"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWholeAnswerHasAllInOne() throws IOException {
        try (OllamaSimulator pc = saying(SimulatedAnswer.text("Let me see.").andToolCall("weather", "{}"))) {
            HttpMessage answer = RawClient.post(pc, "/api/chat", chat("m", HELLO, ",\"stream\":false"));
            JsonNode message = Shapes.parse(answer.text()).path("message");
            assertThat(message.path("content").asText()).isEqualTo("Let me see.");
            assertThat(message.path("tool_calls")).hasSize(1);
        }
    }

    @Test
    void logprobsComeWithTheirTokens() throws IOException {
        try (OllamaSimulator pc = saying(SimulatedAnswer.text("ä b"))) {
            List<JsonNode> lines = stream(pc, HELLO, ",\"logprobs\":true,\"top_logprobs\":3");
            JsonNode logprob = lines.get(0).path("logprobs").path(0);
            assertThat(logprob.path("token").asText()).isEqualTo("ä");
            assertThat(logprob.path("bytes").toString()).isEqualTo("[195,164]");
            assertThat(logprob.path("top_logprobs")).hasSize(3);
            assertThat(lines.get(2).has("logprobs")).isFalse();
        }
    }

    // Continuing

    private static final String BEGUN = HELLO + ",{\"role\":\"assistant\",\"content\":\"one two th\"}";

    private static OllamaSimulator continuing(SimulatedModel model) {
        return OllamaSimulator.builder()
                .model(model)
                .answer("one two three four")
                .build();
    }

    @Test
    void anOpenTemplateGoesOnWhereTheAnswerStopped() throws IOException {
        try (OllamaSimulator pc = continuing(SimulatedModel.named("m").build())) {
            assertThat(tokens(stream(pc, BEGUN, ""))).containsExactly("ree", " four");
            String other = BEGUN.replace("one two th", "uno due");
            assertThat(text(stream(pc, other, ""))).isEqualTo(" three four");
            assertThat(rendered(pc)).endsWith("MARK");
        }
    }

    @Test
    void aClosedTemplateStartsAnew() throws IOException {
        try (OllamaSimulator pc =
                continuing(SimulatedModel.named("m").closedTemplate().build())) {
            assertThat(text(stream(pc, BEGUN, ""))).isEqualTo("one two three four");
            assertThat(rendered(pc)).doesNotEndWith("MARK").contains("MARK<|im_end|>");
        }
    }

    @Test
    void aNativeTemplateRepeatsTheBeginning() throws IOException {
        try (OllamaSimulator pc =
                continuing(SimulatedModel.named("m").nativeTemplate().build())) {
            assertThat(tokens(stream(pc, BEGUN, ""))).containsExactly("one two three", " four");
            assertThat(rendered(pc)).endsWith("MARK");
            assertThat(RawClient.post(pc, "/api/show", "{\"model\":\"m\"}").text())
                    .doesNotContain("\"template\"");
        }
    }

    private static String rendered(OllamaSimulator pc) throws IOException {
        int before = pc.generationsStarted();
        String marked = HELLO + ",{\"role\":\"assistant\",\"content\":\"MARK\"}";
        HttpMessage answer = RawClient.post(pc, "/api/chat", chat("m", marked, ",\"_debug_render_only\":true"));
        assertThat(pc.generationsStarted()).isEqualTo(before);
        return Shapes.parse(answer.text())
                .path("_debug_info")
                .path("rendered_template")
                .asText();
    }

    // Vectors

    @Test
    void vectorsAreNormalisedAndInOrder() throws IOException {
        SimulatedModel model = SimulatedModel.named("e").embedding(16).build();
        try (OllamaSimulator pc = OllamaSimulator.builder().model(model).build()) {
            JsonNode vectors = embed(pc, "[\"a\",\"b\",\"\"]", "");
            assertThat(vectors).hasSize(3);
            assertThat(floats(vectors.path(0))).isEqualTo(model.vector("a")).isNotEqualTo(model.vector("b"));
            assertThat(floats(vectors.path(1))).isEqualTo(model.vector("b"));
            assertThat(length(vectors.path(0))).isCloseTo(1, within(1e-5));

            JsonNode shorter = embed(pc, "\"a\"", ",\"dimensions\":4").path(0);
            assertThat(shorter).hasSize(4);
            assertThat(length(shorter)).isCloseTo(1, within(1e-5));
            assertThat(SimulatedModel.named("f").embedding(16).build().vector("a"))
                    .isNotEqualTo(model.vector("a"));
            assertThat(pc.generationsCompleted()).isEqualTo(2);
        }
    }

    private static JsonNode embed(OllamaSimulator pc, String input, String more) throws IOException {
        String body = "{\"model\":\"e\",\"input\":" + input + more + "}";
        return Shapes.parse(RawClient.post(pc, "/api/embed", body).text()).path("embeddings");
    }

    private static float[] floats(JsonNode array) {
        float[] floats = new float[array.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = array.get(i).floatValue();
        }
        return floats;
    }

    private static double length(JsonNode array) {
        double sum = 0;
        for (float number : floats(array)) {
            sum += number * number;
        }
        return Math.sqrt(sum);
    }
}
