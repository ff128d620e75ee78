package digital.memu.inference.chat;

import java.util.Objects;

/** The end of an answer: why it ended, which model gave it, and what it cost. Immutable and thread-safe. */
public final class Completion {

    private final String model;
    private final FinishReason finishReason;
    private final Usage usage;
    private final boolean promptTruncated;

    private Completion(String model, FinishReason finishReason, Usage usage, boolean promptTruncated) {
        this.model = Objects.requireNonNull(model);
        this.finishReason = Objects.requireNonNull(finishReason);
        this.usage = Objects.requireNonNull(usage);
        this.promptTruncated = promptTruncated;
    }

    /** The end of an answer. */
    public static Completion of(String model, FinishReason finishReason, Usage usage) {
        return new Completion(model, finishReason, usage, false);
    }

    /** The same end of an answer to a prompt that the server had cut. */
    public Completion withPromptTruncated() {
        return new Completion(model, finishReason, usage, true);
    }

    /** The model, as the server names it. */
    public String model() {
        return model;
    }

    /** Why the answer ended. */
    public FinishReason finishReason() {
        return finishReason;
    }

    /** Counts and durations, each only where the server told it. */
    public Usage usage() {
        return usage;
    }

    /**
     * Whether the prompt was longer than the model's context, so that the server silently dropped its oldest part.
     *
     * <p>Servers do not say so: it is concluded from the tokens they counted. False also where that is not to be known.
     */
    public boolean promptTruncated() {
        return promptTruncated;
    }

    @Override
    public String toString() {
        return "Completion[" + model + ", " + finishReason + ", " + usage
                + (promptTruncated ? ", prompt truncated" : "") + "]";
    }
}
