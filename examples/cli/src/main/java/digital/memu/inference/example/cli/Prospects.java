package digital.memu.inference.example.cli;

import digital.memu.inference.example.console.ExitCode;
import digital.memu.inference.route.Explanation;
import digital.memu.inference.route.Explanation.Choice;

/** Whether anybody is likely to answer the next request. */
final class Prospects {

    private Prospects() {}

    /** The exit code that says so. */
    static int of(Explanation explanation) {
        return explanation.choices().stream().anyMatch(Prospects::isGood) ? ExitCode.FINE : ExitCode.FAILED;
    }

    /** Those who are down are asked too when nobody else is left; that is a hope, no prospect. */
    static boolean isGood(Choice choice) {
        return choice.serves()
                && switch (choice.state()) {
                    case UNKNOWN, UP, LOADING -> true;
                    case DOWN, MISCONFIGURED, PAUSED -> false;
                };
    }
}
