package digital.memu.inference.example.photosearch;

import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.Program;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/** The command line {@code photo-search}: reads what is asked for, and ends with a code that scripts can rely on. */
public final class Main {

    /** Kept, or the level would be forgotten with it. */
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    private Main() {}

    /** Runs one command. */
    public static void main(String[] arguments) {
        // It recommends options of the virtual machine, at each start.
        LUCENE.setLevel(Level.SEVERE);
        Io io = Io.ofProcess();
        Program.run(io, () -> commandLine(io, new SetHomes(io)), arguments);
    }

    static CommandLine commandLine(Io io, Homes homes) {
        CommandLine commands = new CommandLine(new PhotoSearch())
                .addSubcommand(new IndexCommand(io, homes))
                .addSubcommand(new SearchCommand(io, homes))
                .addSubcommand(new FacesCommand(io))
                .addSubcommand(new TextCommand(io))
                .addSubcommand(new DemoCommand(io))
                .addSubcommand(new CommandLine.HelpCommand());
        return Program.printingTo(io, commands);
    }
}
