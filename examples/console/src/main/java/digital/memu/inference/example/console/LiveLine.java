package digital.memu.inference.example.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * A line that is written over while something goes on; only where notes go to a terminal.
 *
 * <p>Without control sequences: a carriage return and blanks do it. For one thread.
 */
public final class LiveLine implements AutoCloseable {

    /** More often than that nobody reads it, and a slow line is flooded. */
    private static final long PAUSE = Duration.ofMillis(100).toNanos();

    private final PrintStream err;
    private final OptionalInt width;
    private int shown;
    private long shownAt;

    /** Written there; {@code width} is empty where nothing can be written over. */
    public LiveLine(PrintStream err, OptionalInt width) {
        this.err = err;
        this.width = width;
    }

    /** Whether a line can be written over here. */
    public boolean isLive() {
        return width.isPresent();
    }

    /** Shows this in place of what is shown; {@code text} makes of it as many signs as there is room for. */
    public void show(IntFunction<String> text) {
        // The last column stays free: some terminals begin a new line as soon as it is written.
        int room = Math.max(1, width.orElse(1) - 1);
        String line = text.apply(room);
        String fitting = line.length() > room ? line.substring(0, room) : line;
        err.print("\r" + fitting + " ".repeat(Math.max(0, shown - fitting.length())));
        err.flush();
        shown = fitting.length();
        shownAt = System.nanoTime();
    }

    /** The same, unless the last time was a moment ago. */
    public void showSometimes(IntFunction<String> text) {
        if (System.nanoTime() - shownAt >= PAUSE) {
            show(text);
        }
    }

    /** Leaves what is shown, and goes on in a new line. */
    public void begin() {
        if (shown > 0) {
            err.println();
            err.flush();
            shown = 0;
        }
    }

    /** Takes back what is shown. */
    public void clear() {
        if (shown > 0) {
            show(room -> "");
            err.print("\r");
            err.flush();
        }
    }

    /** Leaves what is shown. */
    @Override
    public void close() {
        begin();
    }
}
