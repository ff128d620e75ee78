package digital.memu.inference.example.cli;

import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.Program;
import picocli.CommandLine;

/** The command line {@code memu}: reads what is asked for, and ends with a code that scripts can rely on. */
public final class Main {

    private Main() {}

    /** Runs one command. */
    public static void main(String[] arguments) {
        Io io = Io.ofProcess();
        Program.run(io, () -> commandLine(io), arguments);
    }

    static CommandLine commandLine(Io io) {
        CommandLine commands = new CommandLine(new Memu())
                .addSubcommand(new StatusCommand(io))
                .addSubcommand(new TestCommand(io))
                .addSubcommand(new AskCommand(io))
                .addSubcommand(new PhotoCommand(io))
                .addSubcommand(new ModelsCommand(io))
                .addSubcommand(new PullCommand(io))
                .addSubcommand(new ExplainCommand(io))
                .addSubcommand(new EnvCommand(io))
                .addSubcommand(new PauseCommand(io))
                .addSubcommand(new CommandLine.HelpCommand())
                .addSubcommand(new picocli.AutoComplete.GenerateCompletion());
        return Program.printingTo(io, commands);
    }
}
