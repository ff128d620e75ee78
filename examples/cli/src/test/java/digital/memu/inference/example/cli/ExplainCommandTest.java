package digital.memu.inference.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.support.JavaProgram.Ended;
import org.junit.jupiter.api.Test;

class ExplainCommandTest extends TwoServers {

    @Test
    void whoWouldAnswerAndWhoNext() {
        Ended result = memu.run("explain");

        assertThat(result.out()).isEqualTo("""
                        %s: asked first (external, up, llama3.2)
                        local: asked when those before it fail (local, up, llama3.2)
                        """.formatted(pcName()));
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(pc.requests("/api/chat")).isEmpty();
    }

    @Test
    void whoNotAndWhy() {
        pc.goOffline();

        Ended result = memu.run("explain", "--json");

        JsonNode explanation = json(result.out());
        assertThat(explanation.path("first").asText()).isEqualTo("local");
        JsonNode choice = explanation.path("choices").path(0);
        assertThat(choice.path("serves").asBoolean(true)).isFalse();
        assertThat(choice.path("against").asText()).startsWith("down: ").contains("refused");
        assertThat(result.code()).isZero();
    }

    @Test
    void nobodyIsWell() {
        pc.goOffline();
        hub.goOffline();

        Ended result = memu.run("explain");

        assertThat(result.out())
                .contains("asked first (external, down, llama3.2): ", "refused")
                .endsWith("Nobody is well, so they are tried all the same.\n");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void whoWouldLookAtPhotos() {
        Ended result = memu.run("explain", "--photos");

        assertThat(result.out()).isEqualTo("local-photos: asked first (local, up)\n");
        assertThat(result.code()).isZero();
        assertThat(photos.requests("/predict")).isEmpty();
    }
}
