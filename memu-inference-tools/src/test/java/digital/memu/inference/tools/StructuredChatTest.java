package digital.memu.inference.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.chat.ChatMessage;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.FinishReason;
import digital.memu.inference.chat.Image;
import digital.memu.inference.chat.ResponseFormat;
import digital.memu.inference.chat.Role;
import digital.memu.inference.chat.ToolSpec;
import digital.memu.inference.failure.StreamInterruptedException;
import digital.memu.inference.failure.StructuredAnswerException;
import digital.memu.inference.route.Evidence;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers as Java values: asked for by schema, checked, and mended once. */
class StructuredChatTest {

    record Reminder(String text, LocalDateTime when) {
        Reminder {
            if (when.getYear() < 2026) {
                throw new IllegalArgumentException("it is over since " + when.getYear());
            }
        }
    }

    private static final String GOOD = "{\"text\":\"water the plants\",\"when\":\"2026-01-31T08:00:00\"}";
    private static final String BAD = "{\"text\":\"water the plants\",\"when\":\"secret tomorrow\"}";
    private static final Reminder EXPECTED = new Reminder("water the plants", LocalDateTime.of(2026, 1, 31, 8, 0));

    private final ScriptedModel model = new ScriptedModel();
    private final StructuredChat<Reminder> reminders = StructuredChat.of(model, Reminder.class);

    @Test
    void theAnswerIsAValue() {
        model.says(GOOD);

        Reminder reminder = reminders.ask("Remind me tomorrow at 8 to water the plants.");

        assertThat(reminder).isEqualTo(EXPECTED);
    }

    @Test
    void theSchemaGoesToTheServerAndIntoTheLastQuestion() {
        model.says(GOOD);
        Image photo = Image.of(new byte[] {1});

        reminders.ask(ChatRequest.builder()
                .model("llama3.2")
                .system("Today is 2026-01-30.")
                .user("Hello!")
                .assistant("Hello.")
                .message(ChatMessage.builder(Role.USER)
                        .text("Remind me.")
                        .images(List.of(photo))
                        .build())
                .build());

        ChatRequest request = model.request(0);
        assertThat(request.model()).contains("llama3.2");
        assertThat(request.format().flatMap(ResponseFormat::schema)).contains(reminders.schema());
        assertThat(request.messages())
                .extracting(ChatMessage::role)
                .containsExactly(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER);
        assertThat(request.messages().get(1).text()).isEqualTo("Hello!");
        assertThat(request.messages().get(3).images()).containsExactly(photo);
        assertThat(request.messages().get(3).text())
                .startsWith("Remind me.\n\nAnswer with one JSON object only")
                .contains("\"when\":{\"type\":\"string\"");
    }

    @Test
    void withoutAQuestionTheSchemaIsOne() {
        model.says(GOOD);

        reminders.ask(ChatRequest.builder().system("Make reminders.").build());

        assertThat(model.request(0).messages())
                .hasSize(2)
                .last()
                .satisfies(message -> assertThat(message.role()).isEqualTo(Role.USER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```json\n" + GOOD + "\n```",
                "Sure {as you wish}! Here it is:\n\n" + GOOD + "\n\nAnything else?",
                "\n  " + GOOD + " ",
                "[" + GOOD + "]"
            })
    void wordsAndFencesAroundTheObjectDoNotMatter(String text) {
        model.says(text);

        StructuredAnswer<Reminder> answer = reminders.send(ChatRequest.of("Remind me."));

        assertThat(answer.value()).isEqualTo(EXPECTED);
        assertThat(answer.repaired()).isFalse();
        assertThat(answer.reply().text()).isEqualTo(text);
        assertThat(answer).asString().doesNotContain("plants");
    }

    @Test
    void aWrongAnswerIsMendedOnce() {
        model.says(BAD).says(GOOD);

        StructuredAnswer<Reminder> answer = reminders.send(ChatRequest.of("Remind me."));

        assertThat(answer.value()).isEqualTo(EXPECTED);
        assertThat(answer.repaired()).isTrue();
        ChatRequest repair = model.request(1);
        assertThat(repair.format()).isPresent();
        assertThat(repair.messages())
                .extracting(ChatMessage::role)
                .containsExactly(Role.USER, Role.ASSISTANT, Role.USER);
        assertThat(repair.messages().get(1).text()).isEqualTo(BAD);
        assertThat(repair.messages().get(2).text())
                .contains("- when must be a date and time such as 2026-01-31T08:00:00, without an offset\n");
    }

    @Test
    void whatTheConstructorRefusesIsMendedInItsOwnWords() {
        model.says(GOOD.replace("2026", "2020")).says(GOOD);

        assertThat(reminders.ask("Remind me.")).isEqualTo(EXPECTED);

        assertThat(model.request(1).messages().get(2).text())
                .contains("- the whole is refused by Reminder: it is over since 2020");
    }

    @Test
    void aSecondWrongAnswerIsTold() {
        model.says("I will, my secret friend.").says(GOOD.replace("2026", "1999"));

        assertThatThrownBy(() -> reminders.ask("Remind me."))
                .isInstanceOfSatisfying(StructuredAnswerException.class, e -> {
                    assertThat(e)
                            .hasMessageContaining("no Reminder")
                            .hasMessageContaining("refused by Reminder")
                            .hasMessageNotContaining("1999")
                            .hasMessageNotContaining("plants");
                    assertThat(e.text()).contains("plants");
                    assertThat(e.problems()).containsExactly("the whole is refused by Reminder: it is over since 1999");
                    assertThat(e.evidence()).isEqualTo(Evidence.NONE);
                    assertThat(e.getSuppressed())
                            .singleElement()
                            .isInstanceOfSatisfying(StructuredAnswerException.class, first -> {
                                assertThat(first).hasMessageContaining("not a JSON object");
                                assertThat(first).hasMessageNotContaining("secret");
                                assertThat(first.text()).isEqualTo("I will, my secret friend.");
                            });
                });
        assertThat(model.requests()).hasSize(2);
    }

    @Test
    void anAnswerThatWasCutIsToldAtOnceWithTheCure() {
        model.says(
                "{\"text\":\"water the plants\",\"extra\":{\"when\":\"2026-01-31T08:00:00\"},\"wh",
                FinishReason.LENGTH);

        assertThatThrownBy(() -> reminders.ask("Remind me."))
                .isInstanceOf(StructuredAnswerException.class)
                .hasMessageContaining("maxTokens")
                .hasMessageNotContaining("plants");
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void anAnswerThatIsWholeCountsThoughItsRestWasCut() {
        model.says(GOOD + "\n\n\n\n", FinishReason.LENGTH);

        assertThat(reminders.ask("Remind me.")).isEqualTo(EXPECTED);
    }

    @Test
    void aFailedRepairCarriesWhatWasToBeMended() {
        StreamInterruptedException failure =
                new StreamInterruptedException("fake://pc", "cut", Evidence.SOFT, "", null);
        model.says(BAD).fails(failure);

        assertThatThrownBy(() -> reminders.ask("Remind me."))
                .isSameAs(failure)
                .satisfies(e ->
                        assertThat(e.getSuppressed()).singleElement().isInstanceOf(StructuredAnswerException.class));
    }

    @Test
    void whatCannotWorkIsRefusedBeforeAnythingIsAsked() {
        assertThatThrownBy(() -> StructuredChat.of(model, String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("component of a record");
        ChatRequest tools = ChatRequest.builder()
                .user("Remind me.")
                .tools(List.of(ToolSpec.of("now", "The time", Map.of())))
                .build();
        assertThatThrownBy(() -> reminders.ask(tools))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ToolLoop");
        assertThat(model.requests()).isEmpty();
    }
}
