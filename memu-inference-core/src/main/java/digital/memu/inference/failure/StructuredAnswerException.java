package digital.memu.inference.failure;

import digital.memu.inference.route.Evidence;
import java.util.List;

/** The model's answer is not in the form that was asked for, and could not be mended. */
public final class StructuredAnswerException extends InferenceException {
    private static final long serialVersionUID = 1L;

    private final String text;
    private final String[] problems;

    /**
     * An answer in the wrong form.
     *
     * @param what what is wrong, in words that do not repeat the answer
     * @param advice what to do about it
     * @param problems everything that is wrong, place by place
     * @param text the answer
     */
    public StructuredAnswerException(String what, String advice, List<String> problems, String text) {
        super(Evidence.NONE, "", FailureText.oneLine(what), advice, null);
        this.problems = problems.toArray(String[]::new);
        this.text = text;
    }

    /** The answer as the model gave it; it may be private, and is not in the message. */
    public String text() {
        return text;
    }

    /** What is wrong with it, place by place; may repeat parts of the answer. */
    public List<String> problems() {
        return List.of(problems);
    }
}
