package digital.memu.inference.chat;

import java.util.List;
import java.util.OptionalInt;

/**
 * How many tokens a prompt may take, by a guess that the server's own counts correct.
 *
 * @param limit tokens; {@link Integer#MAX_VALUE} means none
 */
record PromptBudget(int limit, TokenEstimator estimator) {

    // What a template adds on its own; without it the first short question would make every word look dear.
    private static final int TEMPLATE = 64;
    // Below, the server has not counted the whole prompt.
    private static final double PLAUSIBLE = 0.5;
    // No text takes more than about one token for each character, and the guess is one for four.
    private static final double MAX_CORRECTION = 4;

    /**
     * The index from which {@code messages} are sent: all of them if they fit; else the oldest turns go, until a quarter
     * of the budget is free again.
     *
     * <p>A quarter, since each cut costs the server its cache of the prompt: it should not happen with every question.
     *
     * @param keep index of the newest turn, which stays whatever it costs
     * @param fixed the guess for what is sent in any case
     */
    int cut(List<ChatMessage> messages, int keep, int fixed, double correction) {
        double tokens = (fixed + guess(messages)) * correction;
        if (tokens <= limit) {
            return 0;
        }
        double target = limit * 0.75;
        int from = 0;
        while (from < keep && tokens > target) {
            int next = Turns.next(messages, from);
            tokens -= guess(messages.subList(from, next)) * correction;
            from = next;
        }
        return from;
    }

    int guess(List<ChatMessage> messages) {
        return messages.stream().mapToInt(estimator::tokens).sum();
    }

    /**
     * By what the guess must be multiplied, now that the server has counted what was sent; {@code before} where it has not,
     * or has counted something else.
     *
     * <p>Never less than 1: a low count may leave out what the server has cached, or has dropped.
     */
    static double correction(int guessed, Completion answer, double before) {
        OptionalInt counted = answer.usage().promptTokens();
        if (counted.isEmpty() || guessed == 0 || answer.promptTruncated()) {
            return before;
        }
        double measured = (counted.getAsInt() - TEMPLATE) / (double) guessed;
        return measured < PLAUSIBLE ? before : Math.min(MAX_CORRECTION, Math.max(1, measured));
    }
}
