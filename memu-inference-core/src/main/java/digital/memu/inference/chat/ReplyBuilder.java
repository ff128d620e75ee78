package digital.memu.inference.chat;

import digital.memu.inference.route.Route;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the events of one answer together; a restart makes void what came before it. */
final class ReplyBuilder {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();
    private final List<ToolCall> toolCalls = new ArrayList<>();
    private final List<TokenLogprob> logprobs = new ArrayList<>();
    private @Nullable Completion completion;

    void add(ChatEvent event) {
        if (event.joint().filter(joint -> !joint.continued()).isPresent()) {
            text.setLength(0);
            thinking.setLength(0);
            toolCalls.clear();
            logprobs.clear();
        }
        text.append(event.text());
        thinking.append(event.thinking());
        toolCalls.addAll(event.toolCalls());
        logprobs.addAll(event.logprobs());
        completion = event.completion().orElse(null);
    }

    String text() {
        return text.toString();
    }

    ChatReply build(Route route) {
        Completion end = completion;
        if (end == null) {
            throw new IllegalStateException("The answer is not complete");
        }
        return new ChatReply(text.toString(), thinking.toString(), toolCalls, logprobs, end, route);
    }
}
