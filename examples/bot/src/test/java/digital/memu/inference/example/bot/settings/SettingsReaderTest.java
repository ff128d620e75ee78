package digital.memu.inference.example.bot.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.failure.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {

    @TempDir
    Path folder;

    private BotSettings read(Map<String, String> environment) {
        return SettingsReader.read(environment, folder.resolve(".env"));
    }

    @Test
    void nothingSetIsATerminal() {
        BotSettings settings = read(Map.of());

        assertThat(settings.homeserver()).isEmpty();
        assertThat(settings.metricsPort()).isEmpty();
        assertThat(settings.allowedUsers().contains("@mum:x")).isFalse();
        assertThat(settings.data()).endsWithRaw(Path.of("memu-inference-bot"));
    }

    @Test
    void theEnvironmentComesBeforeTheFile() throws IOException {
        Files.writeString(
                folder.resolve(".env"), "BOT_TIME_ZONE=Asia/Tokyo\nMETRICS_PORT='9464'\nMATRIX_HOMESERVER=\n");
        BotSettings settings = read(Map.of("BOT_TIME_ZONE", "Europe/Berlin"));

        assertThat(settings.zone()).hasToString("Europe/Berlin");
        assertThat(settings.metricsPort()).hasValue(9464);
        assertThat(settings.homeserver()).isEmpty();
    }

    @Test
    void theTokenComesFromAFileAndIsNeverPrinted() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "syt_secret\n");
        BotSettings settings =
                read(Map.of("MATRIX_HOMESERVER", "https://matrix.example.org/", "MATRIX_TOKEN_FILE", file.toString()));

        assertThat(settings.token()).isEqualTo("syt_secret");
        assertThat(settings.homeserver())
                .hasValueSatisfying(uri -> assertThat(uri).hasToString("https://matrix.example.org"));
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @Test
    void whoMayInvite() {
        BotSettings.AllowedUsers users = read(Map.of("MATRIX_ALLOWED_USERS", "@mum:home.example, @*:family.example"))
                .allowedUsers();

        assertThat(users.contains("@mum:home.example")).isTrue();
        assertThat(users.contains("@dad:home.example")).isFalse();
        assertThat(users.contains("@anybody:family.example")).isTrue();
        assertThat(users.contains("@x:evil.example:family.example")).isFalse();
        assertThat(users.contains("@x:notfamily.example")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MATRIX_HOMESERVER|matrix.example.org|is no address of a homeserver",
                "MATRIX_HOMESERVER|http://me:secret@x|is no address of a homeserver",
                "MATRIX_ALLOWED_USERS|mum|is no user",
                "BOT_TIME_ZONE|Narnia|is no time zone",
                "METRICS_PORT|70000|is no port",
                "METRICS_PORT|http|is no port",
            })
    void whatCannotBeUsedIsNamed(String key, String value, String problem) {
        assertThatThrownBy(() -> read(Map.of(key, value, "MATRIX_TOKEN", "t")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith(key + ": ")
                .hasMessageContaining(problem)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aTokenInBothPlacesOrNoneIsRefused() {
        assertThatThrownBy(() -> read(Map.of("MATRIX_HOMESERVER", "http://x")))
                .hasMessageContaining("set either MATRIX_TOKEN_FILE");
        assertThatThrownBy(() -> read(
                        Map.of("MATRIX_HOMESERVER", "http://x", "MATRIX_TOKEN", "secret", "MATRIX_TOKEN_FILE", "/f")))
                .hasMessageContaining("set either MATRIX_TOKEN_FILE")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> read(Map.of("MATRIX_HOMESERVER", "http://x", "MATRIX_TOKEN_FILE", "/not/there")))
                .hasMessageStartingWith("MATRIX_TOKEN_FILE: '/not/there' cannot be read");
    }
}
