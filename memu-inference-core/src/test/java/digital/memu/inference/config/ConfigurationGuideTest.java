package digital.memu.inference.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The guide to the settings is the table that the code reads.
 *
 * <p>{@code -Ddocs.update=true} writes it anew.
 */
class ConfigurationGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "configuration.md");

    @Test
    void theGuideIsTheTable() throws Exception {
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(GUIDE, guide());
        }

        assertThat(Files.readString(GUIDE))
                .as("Intended? Run the test with -Ddocs.update=true.")
                .isEqualTo(guide());
    }

    private static String guide() {
        StringBuilder guide = new StringBuilder("""
                # Settings

                `InferenceRouter.fromEnvironment()` reads these keys. Each counts from the first place that has it: the program's own
                code, system properties (`-DOLLAMA_HOST=...`), the environment, the file `.env` in the working directory (read as Docker
                Compose reads it), the default. Unset and empty are the same; for addresses, `local` is too.

                All that cannot be used is told at once, with key, place and fix; what is likely a slip is a warning in the log.
                `InferenceSettings.explain()` tells what holds and where it was set. An edit by `EnvFile` leaves the rest of a file as
                it was.

                | key | written as | default | meaning |
                |---|---|---|---|
                """);
        for (SettingKey key : SettingKey.values()) {
            guide.append("| ");
            guide.append(String.join(
                    ", or ", key.names().stream().map(name -> "`" + name + "`").toList()));
            guide.append(" | ").append(key.kind().form());
            guide.append(" | ").append(key.standard());
            guide.append(" | ").append(key.meaning()).append(" |\n");
        }
        return guide.toString();
    }
}
