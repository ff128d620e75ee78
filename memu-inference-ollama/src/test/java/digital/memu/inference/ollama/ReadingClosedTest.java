package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transfer that is given up while it reads its file leaves the file closed, whoever gives it up and when. */
class ReadingClosedTest {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private final Hurried time = new Hurried();
    private final OllamaSimulator server = OllamaSimulator.builder().build();
    private final OllamaClient client = OllamaClient.at(server.url()).time(time).build();
    private ModelTransfer create;
    private Path file;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        assumeTrue(Files.isDirectory(OPEN_FILES), "no list of open files here");
        file = Files.write(folder.resolve("model.gguf"), new byte[20_000_000]).toRealPath();
        create = client.models().create(CreateRequest.builder("mine").file(file).build());
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void betweenTwoSteps() {
        for (TransferProgress step : create) {
            assertThat(step.status()).isEqualTo("reading");
            assertThat(step.fraction().orElse(1)).isLessThan(1);
            assertThat(isOpen()).isTrue();
            break;
        }

        create.close();

        assertThat(isOpen()).isFalse();
    }

    @Test
    void beforeTheFirstStep() {
        create.close();

        assertThatThrownBy(create::await).isInstanceOf(InferenceCancelledException.class);
        assertThat(isOpen()).isFalse();
    }

    /** The file is not taken away from under the thread that reads it, which would tell of a broken file. */
    @Test
    void whileAnotherThreadReads() {
        time.atEachLook(() -> {
            if (isOpen()) {
                create.close();
                assertThat(isOpen()).isTrue();
            }
        });

        assertThatThrownBy(create::await)
                .isInstanceOf(InferenceCancelledException.class)
                .hasNoSuppressedExceptions();
        assertThat(isOpen()).isFalse();
    }

    private boolean isOpen() {
        try (Stream<Path> links = Files.list(OPEN_FILES)) {
            return links.anyMatch(link -> file.equals(target(link)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            // The list itself was open while it was read.
            return link;
        }
    }

    /** So fast that a step is due after two portions of a file; its timers stand still. */
    private static final class Hurried implements TimeSource {
        private final ManualClock clock = new ManualClock();
        private int looks;
        private Runnable action = () -> {};

        /** Done whenever the time is asked for, by the thread that asks. */
        void atEachLook(Runnable done) {
            this.action = done;
        }

        @Override
        public long nanoTime() {
            action.run();
            return clock.nanoTime() + ++looks * Duration.ofMillis(40).toNanos();
        }

        @Override
        public Instant now() {
            return clock.now();
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            return clock.schedule(delay, task);
        }
    }
}
