package digital.memu.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A program of this project in a process of its own, with an environment of its own: from the jar that a system property names,
 * or from the classes of the test.
 *
 * @param <P> its own type
 */
public abstract class JavaProgram<P extends JavaProgram<P>> {

    private final Path folder;
    private final List<String> java;
    private final Map<String, String> environment = new TreeMap<>();

    /** Works in that folder. */
    protected JavaProgram(Path folder, Class<?> main, String jarProperty) {
        this.folder = folder;
        this.java = command(main, jarProperty);
        environment.put("PATH", System.getenv("PATH"));
        environment.put("LC_ALL", "C.UTF-8");
        // Whatever else the machine has to do.
        environment.put("AI_CONNECT_TIMEOUT", "20s");
    }

    /** What starts such a program. */
    public static List<String> command(Class<?> main, String jarProperty, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto"));
        @Nullable String jar = System.getProperty(jarProperty);
        command.addAll(
                jar == null
                        ? List.of("-cp", System.getProperty("java.class.path"), main.getName())
                        : List.of("-jar", jar));
        command.addAll(List.of(arguments));
        return command;
    }

    /** This one. */
    protected abstract P self();

    /** With that in its environment. */
    public final P with(String key, String value) {
        environment.put(key, value);
        return self();
    }

    /** Runs a command to its end. */
    public final Ended run(String... arguments) {
        return start(arguments).result();
    }

    /** Runs a command to its end with this on its standard input. */
    public final Ended runWithInput(String input, String... arguments) {
        return start(input, words(arguments)).result();
    }

    /**
     * Starts a command that Ctrl-C reaches. It would not where this process itself ignores it, as those in the background of
     * a shell do: children inherit that.
     */
    public final RunningProgram start(String... arguments) {
        List<String> words = new ArrayList<>(ignoresInterrupts() ? List.of("env", "--default-signal=INT") : List.of());
        words.addAll(words(arguments));
        return start("", words);
    }

    /** As far as the system tells: only Linux does. */
    private static boolean ignoresInterrupts() {
        Path status = Path.of("/proc/self/status");
        try {
            return Files.exists(status)
                    && Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("SigIgn:"))
                            .map(line -> line.substring("SigIgn:".length()).strip())
                            .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & 2) != 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a line of shell in which {@code "$@"} is the command. */
    public final Ended shell(String line, String... arguments) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", line, "sh"));
        words.addAll(words(arguments));
        return start("", words).result();
    }

    /** Runs a command with all three streams at a terminal of that width, whose signs are the output. */
    public final Ended terminal(int columns, String... arguments) {
        String quoted = String.join(
                " ", words(arguments).stream().map(word -> "'" + word + "'").toList());
        String line = "stty cols " + columns + " -onlcr; " + quoted;
        return start("", List.of("script", "-q", "-e", "-E", "never", "-c", line, "/dev/null"))
                .result();
    }

    private List<String> words(String... arguments) {
        List<String> words = new ArrayList<>(java);
        words.addAll(List.of(arguments));
        return words;
    }

    private RunningProgram start(String input, List<String> command) {
        try {
            Path in = Files.writeString(Files.createTempFile(folder, "in", ""), input);
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectInput(in.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            return new RunningProgram(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * How a program ended, and what it said.
     *
     * @param out what is data
     * @param err everything else
     */
    public record Ended(int code, String out, String err) {}
}
