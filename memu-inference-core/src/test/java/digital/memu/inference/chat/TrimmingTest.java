package digital.memu.inference.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.failure.InferenceCancelledException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is forgotten when a conversation grows beyond its budget. */
class TrimmingTest {

    /** One token for each character: budgets in these tests can be counted by hand. */
    private static final TokenEstimator LENGTH = message -> message.text().length();

    private int promptTokens;
    private final ScriptedChat model = new ScriptedChat(request -> List.of(
            ChatEvent.text("0123456789"),
            ScriptedChat.end(Usage.builder()
                    .promptTokens(promptTokens == 0 ? null : promptTokens)
                    .build())));

    @Test
    void whatFitsIsKept() {
        Conversation talk = talk(50);

        talk.ask("aaaaaaaaaa");
        talk.ask("bbbbbbbbbb");

        // 5 for the rules, 2 x 20 for the turns, 5 for the question: exactly the budget.
        talk.ask("ccccc");

        assertThat(model.lastTexts()).hasSize(6);
    }

    @Test
    void whatDoesNotFitGoesUntilAQuarterIsFree() {
        Conversation talk = talk(80);
        talk.ask("aaaaaaaaaa");
        talk.ask("bbbbbbbbbb");
        talk.ask("cccccccccc");

        // 5 + 60 + 16 is one too many; 61 would be within the budget, but above its three quarters.
        talk.ask("dddddddddddddddd");

        assertThat(model.lastTexts()).containsExactly("rules", "cccccccccc", "0123456789", "dddddddddddddddd");
        assertThat(talk.history()).hasSize(5);
    }

    @Test
    void theRulesAndTheQuestionStayWhateverTheyCost() {
        Conversation talk = talk(8);
        talk.ask("aaaaaaaaaa");

        talk.ask("bbbbbbbbbb");

        assertThat(model.lastTexts()).containsExactly("rules", "bbbbbbbbbb");
    }

    @Test
    void aTurnThatIsStillGoingOnIsNotTornApart() {
        ToolCall call = ToolCall.of("", "weather", Map.of());
        List<ChatMessage> history = List.of(
                ChatMessage.user("earlier"),
                ChatMessage.assistant("answer"),
                ChatMessage.user("umbrella?"),
                ChatMessage.builder(Role.ASSISTANT).toolCalls(List.of(call)).build());
        Conversation talk = talk(8).withHistory(history);

        talk.ask(ChatMessage.toolResult(call, "a long report about rain"));

        assertThat(model.lastTexts()).containsExactly("rules", "umbrella?", "", "a long report about rain");
    }

    @Test
    void aQuestionThatFailsForgetsNothing() {
        ScriptedChat failing = new ScriptedChat(request -> {
            throw new InferenceCancelledException("as told");
        });
        List<ChatMessage> history = List.of(ChatMessage.user("aaaaaaaaaa"), ChatMessage.assistant("bbbbbbbbbb"));
        Conversation talk = Conversation.with(failing)
                .contextBudget(21)
                .estimator(LENGTH)
                .history(history)
                .build();

        assertThatThrownBy(() -> talk.ask("cccccccccc")).isInstanceOf(InferenceCancelledException.class);

        assertThat(talk.history()).isEqualTo(history);
    }

    @Test
    void aServerThatCountsMoreMakesItForgetEarlier() {
        Conversation talk = talk(100);
        promptTokens = 64 + 2 * 15;
        talk.ask("aaaaaaaaaa");

        // 5 + 20 + 30 are guessed, twice as much is true.
        talk.ask("b".repeat(30));

        assertThat(model.lastTexts()).containsExactly("rules", "b".repeat(30));
    }

    @Test
    void onlyACountOfTheWholePromptCorrectsTheGuess() {
        assertThat(correction(1000, 2064, 1)).isEqualTo(2);
        assertThat(correction(10, 90, 1)).isEqualTo(2.6);
        assertThat(correction(10, 9000, 1)).as("no text is that dear").isEqualTo(4);
        assertThat(correction(1000, 864, 1.7)).as("a little less").isEqualTo(1);
        assertThat(correction(1000, 12, 1.7)).as("much less: cached").isEqualTo(1.7);
        assertThat(correction(1000, null, 1.7)).as("not counted").isEqualTo(1.7);
        assertThat(correction(0, 10, 1.7)).as("not guessed").isEqualTo(1.7);
        assertThat(PromptBudget.correction(1000, completion(2064).withPromptTruncated(), 1.7))
                .as("counted after the cut")
                .isEqualTo(1.7);
    }

    private static double correction(int guessed, @Nullable Integer counted, double before) {
        return PromptBudget.correction(guessed, completion(counted), before);
    }

    private static Completion completion(@Nullable Integer counted) {
        Usage usage = Usage.builder().promptTokens(counted).build();
        return Completion.of("scripted", FinishReason.STOP, usage);
    }

    @Test
    void toolsPicturesAndCallsCost() {
        ChatMessage call = ChatMessage.builder(Role.ASSISTANT)
                .toolCalls(List.of(ToolCall.of("", "weather", Map.of("city", "Bern"))))
                .build();
        ChatMessage picture = ChatMessage.builder(Role.USER)
                .images(List.of(Image.of(new byte[] {1})))
                .build();
        TokenEstimator guess = TokenEstimator.characters();

        assertThat(guess.tokens(ChatMessage.user("12345678"))).isEqualTo(6);
        assertThat(guess.tokens(call)).isEqualTo(4 + 5);
        assertThat(guess.tokens(picture)).isEqualTo(1004);
        assertThat(CharacterCount.tokens(ToolSpec.of("weather", "In a city", Map.of())))
                .isEqualTo(5);

        Conversation talk = Conversation.with(model)
                .contextBudget(45)
                .request(r -> r.tools(List.of(ToolSpec.of("tool", "x".repeat(120), Map.of()))))
                .history(List.of(ChatMessage.user("before"), ChatMessage.assistant("before")))
                .build();
        talk.ask("after");
        assertThat(model.lastTexts()).containsExactly("after");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 22, 333, 4_444, 55_555})
    void anyConversationIsCutAtTurnsOnlyAndNoMoreThanItMust(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 400; run++) {
            List<ChatMessage> rules = random.nextBoolean() ? List.of(ChatMessage.system("r".repeat(9))) : List.of();
            List<ChatMessage> before = messages(random, random.nextInt(40));
            List<ChatMessage> question = question(random);
            int limit = 1 + random.nextInt(400);
            double correction = 1 + 3 * random.nextDouble();
            PromptBudget budget = new PromptBudget(limit, LENGTH);

            Memory asked = Memory.of(rules, before).corrected(correction).asked(question, budget, 7);

            String where = "seed " + seed + ", run " + run;
            List<ChatMessage> all = joined(before, question);
            List<ChatMessage> kept = asked.said();
            int from = all.size() - kept.size();
            assertThat(asked.rules()).as(where).isEqualTo(rules);
            assertThat(kept).as(where + ": an unbroken end").isEqualTo(all.subList(from, all.size()));
            assertThat(kept).as(where + ": the question").endsWith(question.toArray(ChatMessage[]::new));
            if (from > 0) {
                assertThat(kept.get(0).role()).as(where + ": whole turns").isEqualTo(Role.USER);
            }
            double whole = tokens(joined(rules, all), correction);
            double left = tokens(joined(rules, kept), correction);
            boolean onlyTheNewest = from == Turns.beginning(all, before.size());
            if (from == 0) {
                assertThat(whole <= limit || onlyTheNewest).as(where + ": fits").isTrue();
            } else {
                assertThat(whole).as(where + ": it did not fit").isGreaterThan(limit);
                assertThat(left <= limit * 0.75 + 1e-6 || onlyTheNewest)
                        .as(where + ": a quarter is free")
                        .isTrue();
                int earlier = Turns.beginning(all, from - 1);
                double withOneMore = tokens(joined(rules, all.subList(earlier, all.size())), correction);
                assertThat(withOneMore).as(where + ": no more than it must").isGreaterThan(limit * 0.75 - 1e-6);
            }
        }
    }

    private static double tokens(List<ChatMessage> messages, double correction) {
        return (7 + messages.stream().mapToInt(LENGTH::tokens).sum()) * correction;
    }

    /** Greetings, questions without an answer, and turns with tool calls. */
    private static List<ChatMessage> messages(Random random, int count) {
        List<ChatMessage> messages = new ArrayList<>();
        if (random.nextInt(4) == 0) {
            messages.add(ChatMessage.assistant("Hello!"));
        }
        while (messages.size() < count) {
            messages.add(ChatMessage.user("q".repeat(random.nextInt(20))));
            for (int calls = random.nextInt(3); calls > 0; calls--) {
                ToolCall call = ToolCall.of("", "tool", Map.of());
                messages.add(ChatMessage.builder(Role.ASSISTANT)
                        .toolCalls(List.of(call))
                        .build());
                messages.add(ChatMessage.toolResult(call, "t".repeat(random.nextInt(20))));
            }
            if (random.nextInt(5) > 0) {
                messages.add(ChatMessage.assistant("a".repeat(random.nextInt(40))));
            }
        }
        return messages;
    }

    private static List<ChatMessage> question(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> List.of(ChatMessage.toolResult(ToolCall.of("", "tool", Map.of()), "result"));
            case 1 -> List.of(ChatMessage.user("one"), ChatMessage.user("two"));
            default -> List.of(ChatMessage.user("n".repeat(random.nextInt(30))));
        };
    }

    private static List<ChatMessage> joined(List<ChatMessage> first, List<ChatMessage> second) {
        List<ChatMessage> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private Conversation talk(int budget) {
        return Conversation.with(model)
                .system("rules")
                .contextBudget(budget)
                .estimator(LENGTH)
                .build();
    }
}
