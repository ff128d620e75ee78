package digital.memu.inference.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.StreamInterruptedException;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.testing.FakeBackend;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a conversation remembers, and what it forgets. */
class ConversationTest {

    private final ScriptedChat model = ScriptedChat.counting();
    private final Conversation talk =
            Conversation.with(model).system("Be brief.").build();

    @Test
    void aFollowUpIsAskedWithWhatWasSaid() {
        talk.ask("Who wrote Faust?");
        ChatReply reply = talk.ask("And when?");

        assertThat(reply.text()).isEqualTo("Answer 2.");
        assertThat(model.lastTexts()).containsExactly("Be brief.", "Who wrote Faust?", "Answer 1.", "And when?");
        assertThat(texts(talk)).containsExactly("Be brief.", "Who wrote Faust?", "Answer 1.", "And when?", "Answer 2.");
        assertThat(talk).hasToString("Conversation[5 messages]");
    }

    @Test
    void theSettingsGoWithEveryRequest() {
        Conversation set = Conversation.with(model)
                .request(r -> r.model("llama3.2").think(Think.OFF).options(o -> o.contextLength(8192)))
                .build();

        set.ask("One?");
        set.ask("Two?");

        assertThat(model.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.model()).contains("llama3.2");
            assertThat(request.think()).contains(Think.OFF);
            assertThat(request.options().contextLength()).hasValue(8192);
        });
    }

    @Test
    void theHistoryIsASnapshot() {
        List<ChatMessage> before = talk.history();

        talk.ask("Who wrote Faust?");

        assertThat(before).hasSize(1).isUnmodifiable();
    }

    @Test
    void aFailedQuestionLeavesEverythingAsItWas() {
        FakeBackend pc = FakeBackend.named("pc").answering("Goethe.").build();
        try (InferenceRouter router = InferenceRouter.builder().backend(pc).build()) {
            Conversation family = Conversation.with(router.chat()).build();
            family.ask("Who wrote Faust?");
            List<ChatMessage> before = family.history();
            pc.failNext(new StreamInterruptedException("fake://pc", "cut", Evidence.SOFT, "In", null));

            assertThatThrownBy(() -> family.ask("And when?")).isInstanceOf(AllBackendsFailedException.class);

            assertThat(family.history()).isEqualTo(before);
            family.ask("And when?");
            assertThat(texts(family)).containsExactly("Who wrote Faust?", "Goethe.", "And when?", "Goethe.");
        }
    }

    @Test
    void aStreamIsRememberedWhenItsLastEventIsRead() {
        try (ChatStream stream = talk.stream("Who wrote Faust?")) {
            Iterator<ChatEvent> events = stream.iterator();
            events.next();
            events.next();
            assertThat(texts(talk)).containsExactly("Be brief.");

            events.next();

            assertThat(texts(talk)).containsExactly("Be brief.", "Who wrote Faust?", "Answer 1.");
            assertThat(stream.reply().text()).isEqualTo("Answer 1.");
        }
    }

    @Test
    void aStreamThatIsNeverReadAsksNothing() {
        talk.stream("Who wrote Faust?").close();
        try (ChatStream open = talk.stream("Who wrote Egmont?")) {
            assertThat(open).isNotNull();
            talk.ask("Who wrote Götz?");
        }

        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void aStreamClosedHalfWayLeavesNothingBehind() {
        try (ChatStream stream = talk.stream("Who wrote Faust?")) {
            assertThat(stream.iterator().next().text()).isEqualTo("Answer ");
        }

        assertThat(texts(talk)).containsExactly("Be brief.");
        assertThat(talk.ask("Who wrote Egmont?").text()).isEqualTo("Answer 1.");
    }

    @Test
    void afterAJointOnlyTheSecondAnswerIsRemembered() {
        FakeBackend pc = FakeBackend.named("pc").answering("red green blue").build();
        FakeBackend hub =
                FakeBackend.named("hub").local().answering("cyan white").build();
        pc.dieAfter(2);
        try (InferenceRouter router =
                InferenceRouter.builder().backend(pc).backend(hub).build()) {
            Conversation family = Conversation.with(router.chat()).build();
            try (ChatStream stream = family.stream("Colours?")) {
                assertThat(stream).anyMatch(event -> event.joint().isPresent());
                assertThat(stream.reply().text()).isEqualTo("cyan white");
            }
            assertThat(texts(family)).containsExactly("Colours?", "cyan white");
        }
    }

    @Test
    void toolCallsAndTheirResultsAreRememberedInOrder() {
        ToolCall call = ToolCall.of("c1", "weather", Map.of("city", "Bern"));
        ScriptedChat caller = new ScriptedChat(request -> request.messages().size() == 1
                ? List.of(ChatEvent.of("", "", List.of(call), List.of(), null), ScriptedChat.end(Usage.none()))
                : List.of(ChatEvent.text("Rain."), ScriptedChat.end(Usage.none())));
        Conversation tools = Conversation.with(caller).build();

        ChatReply first = tools.ask("Do I need an umbrella?");
        tools.ask(ChatMessage.toolResult(first.toolCalls().get(0), "rain"));

        assertThat(tools.history())
                .extracting(ChatMessage::role)
                .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL, Role.ASSISTANT);
        assertThat(tools.history().get(1).toolCalls()).containsExactly(call);
        assertThat(tools.history().get(2).toolCallId()).isEqualTo("c1");
    }

    @Test
    void anotherWayToAskIsRememberedAsItSays() {
        String outcome = talk.ask(
                ChatMessage.user("Who wrote Faust?"),
                request -> "asked with " + request.messages().size(),
                said -> List.of(ChatMessage.assistant("Thinking."), ChatMessage.assistant(said)));

        assertThat(outcome).isEqualTo("asked with 2");
        assertThat(texts(talk)).containsExactly("Be brief.", "Who wrote Faust?", "Thinking.", "asked with 2");
        assertThatThrownBy(() -> talk.ask(
                        ChatMessage.user("And when?"),
                        request -> {
                            throw new IllegalArgumentException("no");
                        },
                        said -> List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(talk.history()).hasSize(4);
    }

    @Test
    void clearKeepsTheRulesOnly() {
        talk.ask("Who wrote Faust?");

        talk.clear();

        assertThat(texts(talk)).containsExactly("Be brief.");
        talk.ask("Who wrote Egmont?");
        assertThat(talk.history()).hasSize(3);
    }

    @Test
    void aCopyGoesItsOwnWay() {
        talk.ask("Who wrote Faust?");
        Conversation copy = talk.copy();

        copy.ask("And when?");
        talk.clear();

        assertThat(copy.history()).hasSize(5);
        assertThat(talk.history()).hasSize(1);
    }

    @Test
    void aHistoryComesBackAsItWentOut() {
        talk.ask("Who wrote Faust?");
        List<ChatMessage> kept = talk.history();

        assertThat(talk.withHistory(kept).history()).isEqualTo(kept);
        assertThat(Conversation.with(model).history(kept).build().history()).isEqualTo(kept);
        assertThat(texts(Conversation.with(model)
                        .system("Be long.")
                        .history(kept)
                        .build()))
                .containsExactly("Be long.", "Who wrote Faust?", "Answer 1.");
    }

    @Test
    void whatCannotWorkIsRefusedBeforeAnythingIsAsked() {
        assertThatThrownBy(() -> Conversation.with(model).contextBudget(0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 tokens");
        assertThatThrownBy(() ->
                        Conversation.with(model).request(r -> r.model(" ")).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model");
        assertThatThrownBy(talk::ask).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(talk::stream)
                .isInstanceOf(IllegalArgumentException.class)
                .isNotInstanceOf(InferenceException.class);
        assertThat(model.requests()).isEmpty();
    }

    private static List<String> texts(Conversation conversation) {
        return conversation.history().stream().map(ChatMessage::text).toList();
    }
}
