package digital.memu.inference.example.bot.commands;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.example.bot.talk.Answer;
import digital.memu.inference.example.bot.talk.Message;
import digital.memu.inference.testing.FakeBackend;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AskTest {

    private final FakeBackend hub =
            FakeBackend.named("hub").local().answering("In 1808.").build();
    private final InferenceRouter router =
            InferenceRouter.builder().backend(hub).build();
    private final Ask ask = new Ask(new Writer(router), new Talks(router));
    private final FakeChat chat = new FakeChat();

    @AfterEach
    void close() {
        router.close();
    }

    private Answer asks(String room, Duration later, String question) {
        Message message = new Message(room, "$1", "@mum:x", FakeChat.NOW.plus(later), question);
        return ask.run(new Call(message, question, chat, text -> {}));
    }

    private int messagesOfLastRequest() {
        return hub.chats().get(hub.chats().size() - 1).messages().size();
    }

    @Test
    void aQuestionMayReferToTheLastOneOfItsRoom() {
        assertThat(asks("!a", Duration.ZERO, "Who wrote Faust?")).isEqualTo(Answer.ofModel("In 1808."));
        assertThat(messagesOfLastRequest()).isEqualTo(2);
        asks("!a", Duration.ofMinutes(5), "And when?");
        assertThat(messagesOfLastRequest()).isEqualTo(4);

        asks("!b", Duration.ofMinutes(6), "What?");
        assertThat(messagesOfLastRequest()).isEqualTo(2);
    }

    @Test
    void afterAWhileTheTalkIsANewOne() {
        asks("!a", Duration.ZERO, "Who wrote Faust?");
        asks("!a", Duration.ofMinutes(31), "And when?");

        assertThat(messagesOfLastRequest()).isEqualTo(2);
        assertThat(hub.chats().get(0).options().contextLength()).hasValue(8192);
    }

    @Test
    void nothingIsAskedForNothing() {
        assertThat(asks("!a", Duration.ZERO, "").text()).startsWith("Ask something");
        assertThat(hub.chats()).isEmpty();
    }
}
