package digital.memu.inference.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.support.JavaProgram.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PauseCommandTest extends TwoServers {

    private Path file() {
        return folder.resolve("state").resolve("memu-inference").resolve("pauses.json");
    }

    @Test
    void laterCallsHonourItUntilItEnds() {
        Ended begun = memu.run("pause", "--json", pcName(), "2h");

        JsonNode told = json(begun.out());
        assertThat(told.path("paused").asBoolean()).isTrue();
        assertThat(Instant.parse(told.path("pausedUntil").asText()))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(118)),
                        Instant.now().plus(Duration.ofHours(2)));
        assertThat(memu.run("explain").out()).contains(pcName() + ": not asked, paused by its owner");
        assertThat(memu.run("ask", "Hello?").out()).isEqualTo("from the hub\n");
        assertThat(pc.requests("/api/chat")).isEmpty();

        assertThat(memu.run("pause", pcName(), "0").out()).isEqualTo(pcName() + " is no longer paused.\n");

        assertThat(memu.run("ask", "--on", pcName(), "Hello?").out()).isEqualTo("from the pc\n");
    }

    @Test
    void oneThatTheSettingsNoLongerNameIsNoTrouble() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{\"mac\": \"2999-01-01T00:00:00Z\", \"local\": \"2020-01-01T00:00:00Z\"}");

        assertThat(memu.run("status").err()).isEmpty();
        assertThat(memu.run("pause", "mac", "0").code()).isZero();
        assertThat(json(Files.readString(file()))).isEmpty();
    }

    @Test
    void aSpoiltFileIsToldAndStopsNobody() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{\"local\": nul");

        Ended ask = memu.run("ask", "--on", pcName(), "Hello?");
        Ended pause = memu.run("pause", "local", "1h");

        assertThat(ask.err()).startsWith("Pauses are not honoured: " + file());
        assertThat(ask.out()).isEqualTo("from the pc\n");
        assertThat(pause.err()).contains("cannot be kept in " + file()).doesNotContain("\tat ");
        assertThat(pause.code()).isEqualTo(1);
    }

    @Test
    void anUnknownServerOrTimeIsWrongUse() {
        Ended server = memu.run("pause", "mac", "1h");
        Ended time = memu.run("pause", "local", "soon");

        assertThat(server.err()).startsWith("There is no server named 'mac'. There are: ");
        assertThat(server.code()).isEqualTo(2);
        assertThat(time.err()).contains("'soon' is no time of up to a year: write it like 90s, 10m, 2h or 1d12h, or 0");
        assertThat(time.code()).isEqualTo(2);
        assertThat(file()).doesNotExist();
    }
}
