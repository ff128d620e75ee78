package digital.memu.inference.example.console;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the shell knows about the terminal, and Java does not: whether a stream is one, and how wide it is. */
public final class Terminal {

    private static final int USUAL = 80;
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ (\\d{1,5})\\s*");

    private Terminal() {}

    /** Whether data goes to a terminal. */
    public static boolean isOutput() {
        return ask("test -t 1", new ProcessBuilder().redirectOutput(Redirect.INHERIT))
                .isPresent();
    }

    /** The width of the terminal that notes go to; empty where they go elsewhere, or it cannot write over a line. */
    public static OptionalInt noteWidth() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return OptionalInt.empty();
        }
        Optional<String> size = ask("test -t 2 && stty size <&2", new ProcessBuilder().redirectError(Redirect.INHERIT));
        return size.isEmpty() ? OptionalInt.empty() : OptionalInt.of(columns(size.get()));
    }

    private static int columns(String size) {
        Matcher told = ROWS_AND_COLUMNS.matcher(size);
        int columns = told.matches() ? Integer.parseInt(told.group(1)) : 0;
        return columns > 0 ? columns : USUAL;
    }

    /** What the shell prints; empty where it says no, or there is none: then there is no such terminal either. */
    private static Optional<String> ask(String question, ProcessBuilder builder) {
        try {
            Process process = builder.command("sh", "-c", question).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
