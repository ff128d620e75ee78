package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines in the log: INFO when something changes, DEBUG for each attempt, and no secret in any of them. */
class LogTest {

    private static final String DIED = "the answer broke off after 6 characters: the fake died as told";
    private static final String SERVED = "DEBUG chat: pc: answered, 0 ms to the first event";
    private static final String STOOD_IN = "DEBUG chat: hub: answered, 0 ms to the first event";

    @TempDir
    Path folder;

    @Test
    void oneLineForEachChangeAndOneForEachAttempt() throws IOException, InterruptedException {
        List<String> log = run(LogStory.Home.class).log();

        assertThat(log)
                .filteredOn(line -> !line.startsWith("DEBUG"))
                .containsExactly(
                        "INFO pc: UP (was UNKNOWN)",
                        "INFO pc: DOWN (was UP): connect: connection refused",
                        "INFO hub: UP (was UNKNOWN)",
                        "INFO pc: UP (was DOWN)",
                        "INFO chat: hub took over from pc in mid-answer",
                        "INFO chat: hub took over from pc in mid-answer",
                        "INFO pc: no more chat until a probe finds it well: " + DIED,
                        "INFO chat: hub took over from pc in mid-answer",
                        "INFO pc: chat again");
        assertThat(log)
                .filteredOn(line -> line.startsWith("DEBUG"))
                .containsExactly(
                        SERVED,
                        "DEBUG chat: pc: failed before the first event after 0 ms: connect: connection refused",
                        STOOD_IN,
                        "DEBUG chat: pc: not asked (down: connect: connection refused)",
                        STOOD_IN,
                        "DEBUG chat: pc: died in mid-answer after 0 ms: " + DIED,
                        STOOD_IN,
                        "DEBUG chat: pc: died in mid-answer after 0 ms: " + DIED,
                        STOOD_IN,
                        "DEBUG chat: pc: died in mid-answer after 0 ms: " + DIED,
                        STOOD_IN,
                        "DEBUG chat: pc: not asked (failed repeatedly: " + DIED + ")",
                        STOOD_IN,
                        SERVED);
    }

    /** Neither of the prompt and the answer, nor of headers and the path of an address. */
    @Test
    void secretsAreInNoLine() throws IOException, InterruptedException {
        Fork program = run(LogStory.Secrets.class);

        assertThat(program.out())
                .containsExactly(
                        LogStory.SECRET,
                        "AllBackendsFailedException",
                        "AllBackendsFailedException",
                        "AllBackendsFailedException",
                        "StreamInterruptedException",
                        "AllBackendsFailedException");
        assertThat(program.log()).hasSizeGreaterThan(2 * program.out().size());
        assertThat(program.err()).noneMatch(line -> line.contains(LogStory.SECRET));
    }

    private Fork run(Class<?> story) throws IOException, InterruptedException {
        return Fork.run(folder, story, Map.of());
    }
}
