package digital.memu.inference.example.photosearch;

import digital.memu.inference.example.console.JarVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What all commands have in common, and what is said when none is given. */
@Command(
        name = "photo-search",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        versionProvider = PhotoSearch.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Finds photos by what they show, by the faces in them and by what is written there.",
        footerHeading = "%n",
        footer = {
            "Immich's machine learning looks at the photos. Where it runs comes from the environment or a file .env in the"
                    + " working directory:",
            "  MACHINE_LEARNING_URL=http://192.168.1.50:3003   on another computer",
            "  MACHINE_LEARNING_LOCAL_URL=http://127.0.0.1:3003   on this one",
            "Where neither is set, a simulator stands in that knows colours and little else. Data goes to standard output,"
                    + " everything else to standard error."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:it was done; photos that cannot be read are listed, and no failure",
            " 1:it could not be done: no server answered, or a file could not be read or written",
            " 2:wrong usage, settings that cannot be used, or an index made with other models",
            " 70:a fault of this program",
            "130:interrupted (Ctrl-C); what was done until then is kept",
            "141:whoever read the output went away"
        })
final class PhotoSearch implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    static final class Version extends JarVersion {
        Version() {
            super("photo-search");
        }
    }
}
