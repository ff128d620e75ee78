package digital.memu.inference.example.home;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.support.Signals;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the images do, done without Docker, with the jars that were just made: the archive of classes is made, the program
 * starts with it, and the health check finds it well and, when it has ended, unwell.
 */
@Timeout(300)
class ImageIT {

    @TempDir
    Path folder;

    @Test
    void theBotsImageStartsAndIsWell() throws Exception {
        int port = freePort();
        check("bot", "memu-bot", "9464", port);
    }

    @Test
    void thePagesImageStartsAndIsWell() throws Exception {
        int port = freePort();
        check("wizard", "memu-setup", "8765", port);
        assertThat(Files.readString(folder.resolve("started"))).contains("http://127.0.0.1:" + port + "/?key=");
    }

    private void check(String module, String name, String port, int ours) throws Exception {
        Files.copy(
                Repository.root().resolve("examples/" + module + "/target/" + name + ".jar"),
                folder.resolve(name + ".jar"));
        Dockerfile image = Dockerfile.read(Repository.root().resolve("examples/deploy/" + module + ".Dockerfile"));
        Place place = new Place(port, ours);

        Process archive = start("archived", place, image.environment(), List.of("sh", "-c", image.lastRun()));
        assertThat(ended(archive))
                .as(Files.readString(folder.resolve("archived")))
                .isZero();
        assertThat(folder.resolve(name + ".jsa")).isNotEmptyFile();

        List<String> command = new ArrayList<>(image.words("ENTRYPOINT"));
        if (module.equals("wizard")) {
            command.addAll(image.words("CMD"));
        }
        List<String> health = image.words("HEALTHCHECK");
        Process program = start("started", place, image.environment(), command);
        try {
            int code = 1;
            for (int attempt = 0; attempt < 60 && code != 0 && program.isAlive(); attempt++) {
                code = ended(start("checked", place, image.environment(), health));
            }
            assertThat(code).as(Files.readString(folder.resolve("started"))).isZero();
            assertThat(Files.readString(folder.resolve("started"))).doesNotContain("shared archive");
        } finally {
            program.destroy();
            ended(program);
        }
        assertThat(ended(start("checked", place, image.environment(), health))).isEqualTo(1);
    }

    /** In the folder of this test in place of the image's, at a port that is free here; its input stays open. */
    private Process start(String output, Place place, Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        command.stream().map(place::here).toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(output).toFile());
        builder.environment().clear();
        builder.environment()
                .put(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin") + File.pathSeparator + System.getenv("PATH"));
        environment.forEach((key, value) -> builder.environment().put(key, place.here(value)));
        return builder.start();
    }

    private static int ended(Process process) throws InterruptedException {
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            Signals.kill(process);
            throw new AssertionError("It does not end");
        }
        return process.exitValue();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Folders and port of an image, and those of this test. */
    private final class Place {
        private final String port;
        private final int ours;

        Place(String port, int ours) {
            this.port = port;
            this.ours = ours;
        }

        String here(String text) {
            return text.replace(port, String.valueOf(ours))
                    .replaceAll("(^|[=\\s])/(data|settings|tmp)\\b", "$1" + folder + "/$2");
        }
    }
}
