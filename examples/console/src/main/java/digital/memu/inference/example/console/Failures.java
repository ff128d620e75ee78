package digital.memu.inference.example.console;

import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InvalidConfigurationException;
import digital.memu.inference.failure.SettingsFileException;
import digital.memu.inference.route.InvalidAddressException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in words, never with a stack trace, and turns it into an exit code. */
public final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private final Io io;

    Failures(Io io) {
        this.io = io;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        io.note(Plain.lines(String.valueOf(e.getMessage())));
        UnmatchedArgumentException.printSuggestions(e, io.errWriter());
        io.note("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof Io.ReaderGone) {
            return ExitCode.READER_GONE;
        }
        if (e instanceof InferenceCancelledException && Interrupts.happened()) {
            return ExitCode.INTERRUPTED;
        }
        if (e instanceof WrongUse
                || e instanceof InvalidConfigurationException
                || e instanceof SettingsFileException
                || e instanceof InvalidAddressException) {
            io.note(Words.of(e));
            return ExitCode.USAGE;
        }
        if (e instanceof InferenceException
                || e instanceof NotDone
                || e instanceof IOException
                || e instanceof UncheckedIOException) {
            io.note(Words.of(e));
            return ExitCode.FAILED;
        }
        io.note(Words.ofFault(e));
        return ExitCode.FAULT;
    }

    /** A command that cannot be carried out as given. */
    public static final class WrongUse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** With what to do instead. */
        public WrongUse(String message) {
            super(message);
        }
    }

    /** Something that could not be done, and is nobody's fault here. */
    public static final class NotDone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** With why not. */
        public NotDone(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
