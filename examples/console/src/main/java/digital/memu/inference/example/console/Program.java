package digital.memu.inference.example.console;

import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** One run of a program: whatever happens is told in words, and ends with a code that scripts can rely on. */
public final class Program {

    private Program() {}

    /** Runs the command that the arguments name, and ends the process. */
    public static void run(Io io, Supplier<CommandLine> commands, String[] arguments) {
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> io.note(Words.ofFault(fault)));
        int code = code(io, commands, arguments);
        Interrupts.finished();
        System.exit(code);
    }

    private static int code(Io io, Supplier<CommandLine> commands, String[] arguments) {
        try {
            return commands.get().execute(arguments);
        } catch (Throwable fault) {
            // An Error, such as too little memory: picocli only handles exceptions.
            io.note(Words.ofFault(fault));
            return ExitCode.FAULT;
        }
    }

    /** Commands that print there, and whose failures are told there. */
    public static CommandLine printingTo(Io io, CommandLine commands) {
        Failures failures = new Failures(io);
        return commands.setColorScheme(Help.defaultColorScheme(io.colours()))
                .setOut(io.outWriter())
                .setErr(io.errWriter())
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }
}
