package digital.memu.inference.tools;

import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.Evidence;

/**
 * A tool loop ended without an answer, after tools had been called; carries what happened until then.
 *
 * <p>Thrown when the rounds are used up; suppressed in the exception that ended the loop otherwise.
 */
public final class ToolLoopException extends InferenceException {
    private static final long serialVersionUID = 1L;

    private final transient ToolRun run;

    ToolLoopException(String what, String advice, ToolRun run) {
        super(Evidence.NONE, "", what, advice, null);
        this.run = run;
    }

    /** What happened until then: the calls may have had effects. */
    public ToolRun run() {
        return run;
    }
}
