package digital.memu.inference.example.cli;

import digital.memu.inference.example.console.JarVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What all commands have in common, and what is said when none is given. */
@Command(
        name = "memu",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        versionProvider = Memu.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Says what you want from AI on your own machines, and shows where it runs.",
        footerHeading = "%n",
        footer = {
            "Servers come from the environment or a file .env in the working directory, such as OLLAMA_HOST=192.168.1.50:"
                    + " 'memu env' tells all settings. Data goes to standard output, everything else to"
                    + " standard error. NO_COLOR switches colours off."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:it was done",
            " 1:it could not be done: nobody could answer, a test or a download failed, a file could not be written",
            " 2:wrong usage, or settings that cannot be used",
            " 70:a fault of this program",
            "130:interrupted (Ctrl-C); servers stop working on it",
            "141:whoever read the output went away"
        })
final class Memu implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    static final class Version extends JarVersion {
        Version() {
            super("memu");
        }
    }
}
