package digital.memu.inference.example.console;

/** How a program ends; its help tells them too. */
public final class ExitCode {

    /** It was done. */
    public static final int FINE = 0;

    /** It could not be done: no server answered, or a file could not be read or written. */
    public static final int FAILED = 1;

    /** Wrong usage, or settings that cannot be used. */
    public static final int USAGE = 2;

    /** A fault of the program. */
    public static final int FAULT = 70;

    /** As a shell tells of a program that SIGINT ended. */
    public static final int INTERRUPTED = 130;

    /** As a shell tells of a program that SIGPIPE ended. */
    public static final int READER_GONE = 141;

    private ExitCode() {}
}
