package digital.memu.inference.ollama.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the models say: first what is queued, then the same rule for all. Thread-safe. */
final class Answers {

    private final Deque<SimulatedAnswer> queued = new ArrayDeque<>();
    private final @Nullable SimulatedAnswer json;
    private Function<RecordedRequest, SimulatedAnswer> rule;

    /**
     * Answers by this rule.
     *
     * @param json for requests with a {@code format}; {@code null} if the rule is for them too
     */
    Answers(Function<RecordedRequest, SimulatedAnswer> rule, @Nullable SimulatedAnswer json) {
        this.rule = rule;
        this.json = json;
    }

    /** A text made from the prompt, with a thought before it; JSON where a format is asked for. */
    static SimulatedAnswer byPrompt(RecordedRequest request) {
        String text = Tokens.answerTo(request.prompt().orElse(""));
        if (!request.json().hasNonNull("format")) {
            return SimulatedAnswer.text(text).thinking("The question is clear, so the answer is easy.");
        }
        return SimulatedAnswer.text(new String(Json.bytes(Json.object().put("answer", text)), UTF_8));
    }

    synchronized void queue(SimulatedAnswer answer) {
        queued.add(answer);
    }

    synchronized void always(Function<RecordedRequest, SimulatedAnswer> otherRule) {
        rule = otherRule;
    }

    SimulatedAnswer next(RecordedRequest request) {
        return ruleForNext(request).apply(request);
    }

    private synchronized Function<RecordedRequest, SimulatedAnswer> ruleForNext(RecordedRequest request) {
        SimulatedAnswer answer = queued.poll();
        if (answer == null && request.json().hasNonNull("format")) {
            answer = json;
        }
        SimulatedAnswer found = answer;
        return found == null ? rule : any -> found;
    }
}
