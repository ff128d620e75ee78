package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.ResponseFormat;
import digital.memu.inference.chat.ToolCall;
import digital.memu.inference.chat.ToolSpec;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.embedding.Embeddings;
import digital.memu.inference.ollama.testing.RecordedRequest;
import digital.memu.inference.ollama.testing.SimulatedAnswer;
import digital.memu.inference.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A kind of request over a real socket; each sees to it that what is delivered is what the servers say. */
enum SocketWork {
    SEND,
    STREAM,
    EMBED,
    TOOLS,
    STRUCTURED;

    static final String JSON = "{\"first\": \"red\", \"second\": \"green\", \"third\": \"blue\"}";

    /** Each with whitespace at its end, so that every joint has some. */
    private static final List<String> TOKENS =
            List.of("Primary ", "colours ", "are ", "red, ", "green\n\n", "and ", "blue, ", "as painters ", "know.");

    private static final String TEXT = String.join("", TOKENS);
    private static final String TOOL = "paint";
    private static final ChatRequest QUESTION = ChatRequest.of("Which colours are primary?");

    /** What the servers say. */
    static SimulatedAnswer answer(RecordedRequest request) {
        SimulatedAnswer text = SimulatedAnswer.tokens(TOKENS);
        return request.body().contains("\"tools\"") ? text.andToolCall(TOOL, "{\"colour\":\"red\"}") : text;
    }

    /** The events of a whole answer, its end not counted. */
    int events() {
        return switch (this) {
            case STRUCTURED -> JSON.split(" ").length;
            case TOOLS -> TOKENS.size() + 1;
            default -> TOKENS.size();
        };
    }

    /**
     * Asks, and sees to the answer.
     *
     * @param then runs after so many events of a stream
     */
    Route ask(InferenceRouter router, int events, Runnable then) {
        return switch (this) {
            case SEND -> send(router);
            case EMBED -> embed(router);
            case STREAM -> stream(router, QUESTION, events, then);
            case TOOLS ->
                stream(
                        router,
                        QUESTION.toBuilder()
                                .tools(List.of(ToolSpec.of(TOOL, "paints", Map.of("type", "object"))))
                                .build(),
                        events,
                        then);
            case STRUCTURED ->
                stream(
                        router,
                        QUESTION.toBuilder().format(ResponseFormat.json()).build(),
                        events,
                        then);
        };
    }

    private static Route send(InferenceRouter router) {
        ChatReply reply = router.chat().send(QUESTION);
        assertThat(reply.text()).isEqualTo(TEXT);
        return reply.route();
    }

    private static Route embed(InferenceRouter router) {
        Embeddings vectors = router.embeddings().embed(EmbeddingRequest.of(SocketCell.MODEL, "a"));
        assertThat(vectors.vector(0)).isEqualTo(SocketCell.model().build().vector("a"));
        return vectors.route();
    }

    private Route stream(InferenceRouter router, ChatRequest request, int events, Runnable then) {
        StringBuilder text = new StringBuilder();
        List<String> calls = new ArrayList<>();
        try (ChatStream stream = router.chat().stream(request)) {
            int seen = 0;
            for (ChatEvent event : stream) {
                event.joint().filter(joint -> !joint.continued()).ifPresent(anew -> {
                    text.setLength(0);
                    calls.clear();
                });
                event.joint()
                        .filter(joint -> joint.continued())
                        .ifPresent(joint ->
                                assertThat(this).as("who may be continued").isEqualTo(STREAM));
                text.append(event.text());
                event.toolCalls().stream().map(ToolCall::name).forEach(calls::add);
                if (++seen == events) {
                    then.run();
                }
            }
            assertThat(text.toString()).as("what was delivered").isEqualTo(this == STRUCTURED ? JSON : TEXT);
            assertThat(calls).isEqualTo(this == TOOLS ? List.of(TOOL) : List.of());
            assertThat(stream.reply().text()).as("the reply").isEqualTo(text.toString());
            assertThat(stream.reply().toolCalls()).hasSize(calls.size());
            return stream.reply().route();
        }
    }
}
