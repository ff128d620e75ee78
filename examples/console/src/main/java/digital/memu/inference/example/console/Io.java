package digital.memu.inference.example.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command prints: data to the one stream, everything else to the other.
 *
 * <p>For one thread; {@link #note} may be called by any.
 */
public final class Io {

    private final Charset charset;
    private final PrintStream out;
    private final PrintStream err;

    private Io(Charset charset) {
        this.charset = charset;
        this.out = stream(FileDescriptor.out, charset);
        this.err = stream(FileDescriptor.err, charset);
    }

    /** This process's own. */
    public static Io ofProcess() {
        return new Io(charset());
    }

    private static PrintStream stream(FileDescriptor descriptor, Charset charset) {
        return new PrintStream(new FileOutputStream(descriptor), false, charset);
    }

    /** That of the terminal or the system. A hub without a locale says ASCII, and is looked at from one that has UTF-8. */
    private static Charset charset() {
        Charset told = Stream.of("stdout.encoding", "sun.stdout.encoding", "native.encoding")
                .map(System::getProperty)
                .filter(name -> name != null && Charset.isSupported(name))
                .findFirst()
                .map(Charset::forName)
                .orElse(StandardCharsets.UTF_8);
        return told.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : told;
    }

    /** Whether colours are wanted: on a terminal that has them, unless NO_COLOR is set. */
    public Ansi colours() {
        return Ansi.AUTO.enabled() && !"dumb".equals(System.getenv("TERM")) ? Ansi.ON : Ansi.OFF;
    }

    /** Prints data, at once. */
    public void print(String text) {
        write(text.getBytes(charset));
    }

    private void write(byte[] bytes) {
        out.writeBytes(bytes);
        out.flush();
        if (out.checkError()) {
            throw new ReaderGone();
        }
    }

    /** Prints a line of data, at once. */
    public void println(String line) {
        print(line + System.lineSeparator());
    }

    /** Prints data as one document. */
    public void document(Object value) {
        json(Json.document(value));
    }

    /** Prints data as a line among others. */
    public void jsonLine(Object value) {
        json(Json.line(value));
    }

    /** JSON is UTF-8 wherever it goes. */
    private void json(String text) {
        write((text + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
    }

    /** Prints a line that is no data. */
    public void note(String line) {
        err.println(line);
        err.flush();
    }

    /** Where notes go. */
    public PrintStream err() {
        return err;
    }

    /** The same streams for picocli. */
    public PrintWriter outWriter() {
        return new PrintWriter(out, true, charset);
    }

    /** That of notes. */
    public PrintWriter errWriter() {
        return new PrintWriter(err, true, charset);
    }

    /** Whoever read the output has gone; nothing more can be said to them. */
    public static final class ReaderGone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ReaderGone() {
            super("the output is closed", null, false, false);
        }
    }
}
