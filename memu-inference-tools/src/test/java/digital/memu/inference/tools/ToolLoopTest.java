package digital.memu.inference.tools;

import static digital.memu.inference.tools.ScriptedModel.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.chat.ChatMessage;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.Conversation;
import digital.memu.inference.chat.Role;
import digital.memu.inference.chat.ToolCall;
import digital.memu.inference.chat.ToolSpec;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.StreamInterruptedException;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A model calls tools until it has its answer. */
class ToolLoopTest {

    enum Unit {
        CELSIUS,
        FAHRENHEIT
    }

    @Description("where the weather is wanted")
    record Weather(String city, @Nullable Unit unit) {}

    record Forecast(String sky, int degrees, LocalDate day) {}

    private static final ChatRequest QUESTION = ChatRequest.builder()
            .model("llama3.2")
            .user("Do I need an umbrella in Bern?")
            .build();

    private final ScriptedModel model = new ScriptedModel();

    @Test
    void theModelGetsWhatItsToolsReturnAndAnswers() {
        model.calls("Let me look.", call("weather", Map.of("city", "Bern", "unit", "celsius")))
                .says("Yes, take one.");
        List<Weather> asked = new ArrayList<>();
        ToolLoop loop = ToolLoop.with(model)
                .tool("weather", "The weather in a city", Weather.class, w -> {
                    asked.add(w);
                    return new Forecast("rain", 12, LocalDate.of(2026, 1, 31));
                })
                .build();

        ToolRun run = loop.run(QUESTION);

        assertThat(run.reply().text()).isEqualTo("Yes, take one.");
        assertThat(asked).containsExactly(new Weather("Bern", Unit.CELSIUS));
        assertThat(run.rounds()).isEqualTo(2);
        assertThat(run.calls()).singleElement().satisfies(execution -> {
            assertThat(execution.call().name()).isEqualTo("weather");
            assertThat(execution.call().arguments()).containsEntry("city", "Bern");
            assertThat(execution.round()).isEqualTo(1);
            assertThat(execution.result()).contains("{\"sky\":\"rain\",\"degrees\":12,\"day\":\"2026-01-31\"}");
            assertThat(execution.error()).isEmpty();
            assertThat(execution).asString().contains("weather succeeded").doesNotContain("Bern", "rain");
        });
    }

    @Test
    void everyRequestCarriesTheToolsAndWhatWasSaidSoFar() {
        model.calls("Let me look.", call("weather", Map.of("city", "Bern"))).says("Yes.");

        ToolRun run = loop().run(QUESTION);

        ChatRequest second = model.request(1);
        assertThat(second.model()).contains("llama3.2");
        assertThat(second.tools()).extracting(ToolSpec::name).containsExactly("weather", "now");
        assertThat(second.messages())
                .extracting(ChatMessage::role)
                .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL);
        ChatMessage call = second.messages().get(1);
        assertThat(call.text()).isEqualTo("Let me look.");
        assertThat(call.toolCalls()).extracting(ToolCall::name).containsExactly("weather");
        ChatMessage result = second.messages().get(2);
        assertThat(result.toolName()).isEqualTo("weather");
        assertThat(result.toolCallId()).isEqualTo("id-weather");
        assertThat(result.text()).isEqualTo("rain in Bern");
        assertThat(run.messages()).hasSize(3).startsWith(call, result);
        assertThat(run.messages().get(2).text()).isEqualTo("Yes.");
    }

    @Test
    void theSchemaIsThatOfTheArguments() {
        model.says("No idea.");

        loop().run(QUESTION);

        ToolSpec weather = model.request(0).tools().get(0);
        assertThat(weather.description()).isEqualTo("The weather in a city");
        assertThat(weather.parameters())
                .isEqualTo(Map.of(
                        "type",
                        "object",
                        "description",
                        "where the weather is wanted",
                        "properties",
                        Map.of(
                                "city", Map.of("type", "string"),
                                "unit", Map.of("type", "string", "enum", List.of("CELSIUS", "FAHRENHEIT"))),
                        "required",
                        List.of("city")));
    }

    @Test
    void aReplyWithoutCallsEndsTheRun() {
        model.says("No idea.");

        ToolRun run = loop().run(QUESTION);

        assertThat(run.calls()).isEmpty();
        assertThat(run.messages()).extracting(ChatMessage::text).containsExactly("No idea.");
    }

    @Test
    void whatGoesWrongIsToldToTheModelAndToTheCaller() {
        model.calls(
                        "",
                        call("weather", Map.of("town", "Bern", "unit", "kelvin")),
                        call("whether", Map.of()),
                        call("now", Map.of()))
                .says("Sorry.");
        IllegalStateException broken = new IllegalStateException("the clock\n\n  stands " + "still ".repeat(100));
        ToolLoop loop = builder().tool("broken", "Breaks", () -> 1).build();
        ToolLoop failing = ToolLoop.with(model)
                .tool("weather", "The weather in a city", Weather.class, w -> "rain")
                .tool("now", "The time", () -> {
                    throw broken;
                })
                .build();

        ToolRun run = failing.run(QUESTION);

        assertThat(loop).isNotNull();
        assertThat(run.reply().text()).isEqualTo("Sorry.");
        assertThat(run.calls())
                .allSatisfy(execution -> assertThat(execution.result()).isEmpty());
        assertThat(run.calls().get(0).error())
                .contains("Error: wrong arguments: city is missing; unit must be one of CELSIUS, FAHRENHEIT");
        assertThat(run.calls().get(0).cause()).isEmpty();
        assertThat(run.calls().get(1).error())
                .contains("Error: there is no tool of this name; there are: weather, now");
        assertThat(run.calls().get(2).cause()).containsSame(broken);
        assertThat(run.calls().get(2).error().orElseThrow())
                .startsWith("Error: IllegalStateException: the clock stands still")
                .hasSizeLessThan(310)
                .doesNotContain("\n", "ToolLoopTest");
        assertThat(model.request(1).messages().subList(2, 5))
                .extracting(ChatMessage::text)
                .containsExactlyElementsOf(run.calls().stream()
                        .map(execution -> execution.error().orElseThrow())
                        .toList());
    }

    @Test
    void aResultThatJsonDoesNotKnowIsAnErrorOfTheTool() {
        model.calls("", call("now", Map.of())).says("Sorry.");

        ToolRun run = ToolLoop.with(model)
                .tool("now", "The time", Thread::new)
                .build()
                .run(QUESTION);

        assertThat(run.calls().get(0).error().orElseThrow()).contains("java.lang.Thread");
    }

    @Test
    void theRoundsAreBoundedAndWhatHappenedIsCarried() {
        AtomicInteger executed = new AtomicInteger();
        ToolLoop loop = ToolLoop.with(model)
                .tool("count", "Counts", executed::incrementAndGet)
                .maxRounds(3)
                .build();
        for (int i = 0; i < 5; i++) {
            model.calls("", call("count", Map.of()));
        }

        assertThatThrownBy(() -> loop.run(QUESTION)).isInstanceOfSatisfying(ToolLoopException.class, e -> {
            assertThat(e).hasMessageContaining("reply 3").hasMessageContaining("maxRounds");
            assertThat(e.run().calls()).extracting(ToolExecution::round).containsExactly(1, 2);
            assertThat(e.run().reply().toolCalls()).hasSize(1);
        });
        assertThat(executed).hasValue(2);
        assertThat(model.requests()).hasSize(3);
    }

    @Test
    void aFailureAfterCallsCarriesTheCallsWithIt() {
        StreamInterruptedException failure =
                new StreamInterruptedException("fake://pc", "cut", Evidence.SOFT, "", null);
        model.calls("", call("now", Map.of())).fails(failure);

        assertThatThrownBy(() -> loop().run(QUESTION))
                .isSameAs(failure)
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .isInstanceOfSatisfying(
                                ToolLoopException.class,
                                told -> assertThat(told.run().calls()).hasSize(1)));
    }

    @Test
    void aFailureBeforeAnyCallCarriesNothing() {
        StreamInterruptedException failure =
                new StreamInterruptedException("fake://pc", "cut", Evidence.SOFT, "", null);
        model.fails(failure);

        assertThatThrownBy(() -> loop().run(QUESTION)).isSameAs(failure).hasNoSuppressedExceptions();
    }

    @Test
    void anErrorOfAToolEndsTheRun() {
        model.calls("", call("now", Map.of()));
        AssertionError error = new AssertionError("ours");
        ToolLoop loop = ToolLoop.with(model)
                .tool("now", "The time", () -> {
                    throw error;
                })
                .build();

        assertThatThrownBy(() -> loop.run(QUESTION)).isSameAs(error);
    }

    @Test
    void aConversationRemembersTheWholeTurn() {
        Conversation talk = Conversation.with(model).system("Be brief.").build();
        model.calls("", call("weather", Map.of("city", "Bern"))).says("Yes.").says("Tomorrow too.");

        ToolRun run = loop().run(talk, "Do I need an umbrella in Bern?");

        assertThat(talk.history())
                .extracting(ChatMessage::role)
                .containsExactly(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.TOOL, Role.ASSISTANT);
        assertThat(talk.history().subList(2, 5)).isEqualTo(run.messages());
        talk.ask("And tomorrow?");
        assertThat(model.request(2).messages()).hasSize(6);
    }

    @Test
    void aRunThatFailsLeavesTheConversationAsItWas() {
        Conversation talk = Conversation.with(model).build();
        model.calls("", call("now", Map.of())).fails(new InferenceCancelledException("as told"));

        assertThatThrownBy(() -> loop().run(talk, "What time is it?")).isInstanceOf(InferenceCancelledException.class);

        assertThat(talk.history()).isEmpty();
    }

    @Test
    void eachCallIsMeasured() {
        ManualClock clock = new ManualClock();
        model.calls("", call("slow", Map.of()), call("slow", Map.of())).says("Done.");

        ToolRun run = ToolLoop.with(model)
                .tool("slow", "Takes its time", () -> {
                    clock.advance(Duration.ofSeconds(3));
                    throw new IllegalStateException("at last");
                })
                .parallel(1)
                .time(clock)
                .build()
                .run(QUESTION);

        assertThat(run.calls())
                .extracting(ToolExecution::duration)
                .containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(3));
    }

    @Test
    void aToolWithASchemaOfItsOwnGetsTheCallAsItIs() {
        model.calls("", call("raw", Map.of("x", 1))).says("Done.");
        ToolSpec spec = ToolSpec.of("raw", "Takes anything", Map.of("type", "object"));

        ToolRun run = ToolLoop.with(model)
                .tool(spec, call -> call.arguments())
                .build()
                .run(QUESTION);

        assertThat(run.calls().get(0).result()).contains("{\"x\":1}");
        assertThat(model.request(0).tools()).containsExactly(spec);
    }

    @Test
    void whatCannotWorkIsRefusedBeforeAnythingIsAsked() {
        assertThatThrownBy(() -> ToolLoop.with(model).build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().maxRounds(0).build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().parallel(0).build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().tool("now", "Again", () -> 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two tools named 'now'");
        assertThatThrownBy(() -> builder().tool("thread", "Bad", Thread.class, t -> 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Thread");
        ToolSpec own = ToolSpec.of("own", "", Map.of());
        assertThatThrownBy(() ->
                        loop().run(QUESTION.toBuilder().tools(List.of(own)).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Give them to the loop");
        assertThat(model.requests()).isEmpty();
    }

    private ToolLoop loop() {
        return builder().build();
    }

    private ToolLoop.Builder builder() {
        return ToolLoop.with(model)
                .tool("weather", "The weather in a city", Weather.class, w -> "rain in " + w.city())
                .tool("now", "The time", () -> "12:00");
    }
}
