package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.tools.StructuredAnswer;
import digital.memu.inference.tools.StructuredChat;
import digital.memu.support.RealOllama;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server holds a real, small model to the schemas that are derived from Java types. */
class RealStructuredChatTest {

    enum Kind {
        BIRTHDAY,
        DENTIST
    }

    record Times(
            Kind kind,
            boolean yearly,
            long guests,
            LocalDate day,
            LocalDateTime begin,
            LocalTime alarm,
            OffsetDateTime written,
            Duration length,
            Period notice,
            YearMonth month) {}

    @TempDir
    static Path home;

    private static RealOllama server;

    @BeforeAll
    static void startTheServer() throws Exception {
        RealOllama.require();
        server = RealOllama.start(home);
        server.create("smollm2", "");
    }

    @AfterAll
    static void stopTheServer() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void everyFormIsUnderstoodAndKept() {
        try (OllamaClient client = OllamaClient.at(server.url()).build()) {
            StructuredAnswer<Times> answer = StructuredChat.of(client, Times.class)
                    .send(ChatRequest.builder()
                            .model("smollm2")
                            .user("Anna's birthday is on 2026-01-31 at 15:00.")
                            .options(o -> o.temperature(0).seed(42).maxTokens(400))
                            .extension(OllamaOptions.builder().numThread(1).build())
                            .build());

            // What so small a model means by it is anybody's guess; the form is what counts.
            assertThat(answer.value()).isNotNull();
            assertThat(answer.reply().text()).contains("\"begin\"");
        }
    }
}
