package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.Conversation;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedAnswer;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.tools.StructuredAnswer;
import digital.memu.inference.tools.StructuredChat;
import digital.memu.inference.tools.ToolLoop;
import digital.memu.inference.tools.ToolRun;
import java.time.LocalDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tools, forms and conversations as they go over the wire, routed. */
class ToolsOverTheWireTest {

    record Weather(String city) {}

    record Reminder(String text, LocalDateTime when) {}

    private final OllamaSimulator server = OllamaSimulator.builder()
            .model(SimulatedModel.named("llama3.2")
                    .capabilities("completion", "tools")
                    .build())
            .build();
    private final InferenceRouter router = InferenceRouter.builder()
            .backend(
                    OllamaBackend.at(server.url()).named("pc").model("llama3.2").build())
            .build();

    @AfterEach
    void close() {
        router.close();
        server.close();
    }

    @Test
    void aToolIsCalledAndItsResultGoesBack() {
        server.answerNext(SimulatedAnswer.toolCall("weather", "{\"city\":\"Bern\"}")
                .andToolCall("weather", "{\"town\":\"Bern\"}"));
        server.answerNext("Take an umbrella.");
        Conversation talk = Conversation.with(router.chat()).contextBudget(2048).build();

        ToolRun run = ToolLoop.with(router.chat())
                .tool("weather", "The weather in a city", Weather.class, w -> "rain in " + w.city())
                .build()
                .run(talk, "Do I need an umbrella in Bern?");

        assertThat(run.reply().text()).isEqualTo("Take an umbrella.");
        assertThat(run.reply().route().backend()).isEqualTo("pc");
        assertThat(run.calls())
                .extracting(call -> call.result().or(call::error).orElseThrow())
                .containsExactly("rain in Bern", "Error: wrong arguments: city is missing");
        String body = server.requests("/api/chat").get(1).body();
        assertThat(body)
                .contains("\"role\":\"tool\"", "\"content\":\"rain in Bern\"", "\"tool_name\":\"weather\"")
                .contains("\"required\":[\"city\"]");
        assertThat(talk.history()).hasSize(5);
    }

    @Test
    void aFormIsAskedForAndMended() {
        server.answerNext("{\"text\":\"plants\"}");
        server.answerNext("{\"text\":\"plants\",\"when\":\"2026-01-31T08:00\"}");

        StructuredAnswer<Reminder> answer = StructuredChat.of(router.chat(), Reminder.class)
                .send(ChatRequest.of("Remind me tomorrow at 8 to water the plants."));

        assertThat(answer.value()).isEqualTo(new Reminder("plants", LocalDateTime.of(2026, 1, 31, 8, 0)));
        assertThat(answer.repaired()).isTrue();
        assertThat(server.requests("/api/chat"))
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.body()).contains("\"format\":{\"type\":\"object\""));
    }
}
