package digital.memu.inference.example.photosearch;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How many photos are wanted. */
final class Limit {

    private static final int MOST = 1000;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    int most = 10;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "NUMBER",
            defaultValue = "10",
            description = "How many photos at most, up to 1000; ${DEFAULT-VALUE} if left out.")
    void most(int number) {
        if (number < 1 || number > MOST) {
            throw new ParameterException(spec.commandLine(), "--limit is from 1 to " + MOST + ", not " + number + ".");
        }
        most = number;
    }
}
