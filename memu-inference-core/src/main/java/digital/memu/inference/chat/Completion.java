package digital.memu.inference.chat;

import java.util.Objects;

/** The end of an answer: why it ended, which model gave it, and what it cost. Immutable and thread-safe. */
public final class Completion {

    private final String model;
    private final FinishReason finishReason;
    private final Usage usage;

    private Completion(String model, FinishReason finishReason, Usage usage) {
        this.model = Objects.requireNonNull(model);
        this.finishReason = Objects.requireNonNull(finishReason);
        this.usage = Objects.requireNonNull(usage);
    }

    /** The end of an answer. */
    public static Completion of(String model, FinishReason finishReason, Usage usage) {
        return new Completion(model, finishReason, usage);
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

    @Override
    public String toString() {
        return "Completion[" + model + ", " + finishReason + ", " + usage + "]";
    }
}
