package digital.memu.inference.example.bot.commands;

import digital.memu.inference.RouterStatus;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.BackendStatus;
import digital.memu.inference.route.SafeText;
import digital.memu.inference.route.Tier;
import java.util.stream.Collectors;

/** Why there is no answer and what to do, in one sentence for a family. */
public final class Apology {

    private static final int LONGEST_REASON = 160;

    private Apology() {}

    /** The sentence. */
    public static String of(InferenceException failure, RouterStatus status) {
        if (status.toMap().containsKey("switchedOff")) {
            return "❌ AI is switched off here: whoever looks after this hub can set AI_ENABLED=true.";
        }
        return "❌ No AI can answer now (" + why(failure, status) + "): "
                + "see that one of its servers runs and ask again, or type /ai test to learn what is wrong.";
    }

    /** The reasons alone, one for each server that could have answered. */
    static String why(InferenceException failure, RouterStatus status) {
        if (failure instanceof AllBackendsFailedException all) {
            return all.route().attempts().stream()
                    .map(attempt ->
                            place(attempt.backend(), status) + ": " + SafeText.of(attempt.reason(), LONGEST_REASON))
                    .distinct()
                    .collect(Collectors.joining("; "));
        }
        return SafeText.of(failure.what(), LONGEST_REASON);
    }

    private static String place(String backend, RouterStatus status) {
        return status.backend(backend)
                .map(BackendStatus::tier)
                .filter(tier -> tier == Tier.LOCAL)
                .map(tier -> "this hub")
                .orElse(backend);
    }
}
