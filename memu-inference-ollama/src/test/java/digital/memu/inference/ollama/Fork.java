package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program in a JVM of its own, with all on the class path: for what a JVM reads only once. */
final class Fork {

    private static final String LOGGER = " digital.memu.inference - ";

    private final List<String> out;
    private final List<String> err;

    private Fork(List<String> out, List<String> err) {
        this.out = out;
        this.err = err;
    }

    /** Runs a main class to its end, with its environment and with the log from DEBUG on. */
    static Fork run(Path folder, Class<?> main, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        File out = folder.resolve("out").toFile();
        File err = folder.resolve("err").toFile();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.log.digital.memu.inference=debug",
                        "-Dorg.slf4j.simpleLogger.showThreadName=false",
                        "-cp",
                        classPath(),
                        main.getName())
                .redirectOutput(out)
                .redirectError(err);
        builder.command().addAll(List.of(arguments));
        builder.environment().keySet().removeIf(key -> key.startsWith("OLLAMA_") || key.startsWith("AI_"));
        // A JVM that has just begun takes its time to connect for the first time.
        builder.environment().put("AI_CONNECT_TIMEOUT", "20s");
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        Fork fork = new Fork(Files.readAllLines(out.toPath()), Files.readAllLines(err.toPath()));
        assertThat(process.exitValue()).as("%s", fork.err).isZero();
        return fork;
    }

    /** What it printed. */
    List<String> out() {
        return out;
    }

    /** All that it told on the error stream, where the log goes. */
    List<String> err() {
        return err;
    }

    /** The library's lines in the log, each with its level first. */
    List<String> log() {
        return err.stream()
                .filter(line -> line.contains(LOGGER))
                .map(line -> line.replace(LOGGER, " "))
                .toList();
    }

    private static String classPath() {
        return Stream.of(
                        System.getProperty("jdk.module.path", ""), System.getProperty("java.class.path"), testClasses())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** These classes are patched into the module, so that no path names them. */
    private static String testClasses() {
        String file = Fork.class.getSimpleName() + ".class";
        Path folder = Path.of(
                URI.create(Objects.requireNonNull(Fork.class.getResource(file)).toString()));
        int depth = Fork.class.getName().split("\\.", -1).length;
        for (int i = 0; i < depth; i++) {
            folder = Objects.requireNonNull(folder.getParent());
        }
        return folder.toString();
    }
}
