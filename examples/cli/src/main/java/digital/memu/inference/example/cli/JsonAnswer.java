package digital.memu.inference.example.cli;

import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.Joint;
import digital.memu.inference.chat.Loading;
import digital.memu.inference.chat.Usage;
import digital.memu.inference.example.console.Interrupts;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.Words;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.Route;
import java.util.List;
import java.util.Map;

/** An answer for programs: an object a line, the last of which is {@code done} or {@code failed}. */
final class JsonAnswer implements AnswerWriter {

    private final Io io;

    JsonAnswer(Io io) {
        this.io = io;
    }

    @Override
    public void event(ChatEvent event) {
        event.loading().ifPresent(this::loading);
        event.joint().ifPresent(this::joint);
        piece("thinking", event.thinking());
        piece("text", event.text());
    }

    private void piece(String kind, String text) {
        if (!text.isEmpty()) {
            line(kind, new Fields().with("text", text));
        }
    }

    private void loading(Loading loading) {
        line(
                "loading",
                new Fields()
                        .with("backend", loading.backend())
                        .with("model", loading.model())
                        .with("waitedMillis", loading.waited()));
    }

    private void joint(Joint joint) {
        line(
                "joint",
                new Fields()
                        .with("from", joint.from())
                        .with("to", joint.to())
                        .with("continued", joint.continued())
                        .with("reason", joint.reason()));
    }

    @Override
    public void end(ChatReply reply) {
        line(
                "done",
                new Fields()
                        .with("backend", reply.route().backend())
                        .with("model", reply.completion().model())
                        .with("finishReason", reply.completion().finishReason().toString())
                        .with("promptTruncated", reply.completion().promptTruncated())
                        .with("usage", usage(reply.completion().usage()))
                        .with("route", route(reply.route()))
                        .with("answer", reply.text()));
    }

    @Override
    public void failed(InferenceException failure) {
        if (Interrupts.happened()) {
            return;
        }
        Fields fields = new Fields().with("error", Words.of(failure));
        if (failure instanceof AllBackendsFailedException all) {
            fields.with("route", route(all.route())).with("partialAnswer", all.partialText());
        }
        line("failed", fields);
    }

    private void line(String event, Fields fields) {
        io.jsonLine(new Fields().with("event", event).withAll(fields).map());
    }

    private static Fields usage(Usage usage) {
        return new Fields()
                .with("promptTokens", usage.promptTokens())
                .with("answerTokens", usage.answerTokens())
                .with("totalMillis", usage.total())
                .with("loadMillis", usage.load())
                .with("tokensPerSecond", usage.tokensPerSecond());
    }

    static List<Map<String, Object>> route(Route route) {
        return route.attempts().stream().map(JsonAnswer::attempt).toList();
    }

    private static Map<String, Object> attempt(Attempt attempt) {
        return new Fields()
                .with("backend", attempt.backend())
                .with("tier", attempt.tier().name())
                .with("outcome", attempt.outcome().name())
                .with("reason", attempt.reason())
                .with("model", attempt.model())
                .with("firstEventMillis", attempt.firstEvent())
                .with("durationMillis", attempt.duration())
                .map();
    }
}
