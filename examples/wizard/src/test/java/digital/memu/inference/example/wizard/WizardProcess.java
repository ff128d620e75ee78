package digital.memu.inference.example.wizard;

import digital.memu.support.JavaProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The program: from the jar that {@code -Dwizard.jar} names, or from the classes of this test. */
final class WizardProcess implements AutoCloseable {

    private final Process process;
    private final String url;

    private WizardProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Starts it, and waits for the address. */
    static WizardProcess start(Path folder, String... arguments) throws IOException {
        Process process = builder(folder, arguments)
                .redirectError(folder.resolve("err").toFile())
                .start();
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains("http://")) {
                return new WizardProcess(process, line.strip());
            }
        }
        process.destroyForcibly();
        throw new AssertionError("no address: " + Files.readString(folder.resolve("err")));
    }

    /** Runs it to its end. */
    static Result run(Path folder, String... arguments) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = builder(folder, arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it did not end");
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static ProcessBuilder builder(Path folder, String... arguments) {
        ProcessBuilder builder =
                new ProcessBuilder(JavaProgram.command(Main.class, "wizard.jar", arguments)).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("OLLAMA") || name.startsWith("JAVA_"));
        return builder;
    }

    /** The address with its key. */
    String url() {
        return url;
    }

    /** Ends it as a service manager does, and tells its exit code. */
    int end() throws InterruptedException {
        process.destroy();
        return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** How it ended, and what it said. */
    record Result(int code, String out, String err) {}
}
