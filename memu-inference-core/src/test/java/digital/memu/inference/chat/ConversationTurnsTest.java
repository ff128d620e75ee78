package digital.memu.inference.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.failure.InferenceCancelledException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several threads in one conversation: one question at a time, and everybody who waits can be freed. */
@Timeout(60)
class ConversationTurnsTest {

    private final ScriptedChat model = ScriptedChat.counting();
    private final Conversation talk = Conversation.with(model).build();

    @Test
    void aSecondQuestionWaitsForTheFirstAnswer() throws Exception {
        CompletableFuture<Void> gate = model.shut();
        Asker first = new Asker("Who wrote Faust?");
        await(() -> model.requests().size() == 1);
        Asker second = new Asker("And when?");
        await(() -> second.waits() || model.requests().size() == 2);

        gate.complete(null);

        assertThat(first.answer().text()).isEqualTo("Answer 1.");
        assertThat(second.answer().text()).isEqualTo("Answer 2.");
        assertThat(model.lastTexts()).containsExactly("Who wrote Faust?", "Answer 1.", "And when?");
    }

    @Test
    void thoseWhoWaitAskInTheOrderOfTheirArrival() throws Exception {
        CompletableFuture<Void> gate = model.shut();
        Asker first = new Asker("1");
        await(() -> model.requests().size() == 1);
        Asker second = new Asker("2");
        await(second::waits);
        Asker third = new Asker("3");
        await(third::waits);
        Asker fourth = new Asker("4");
        await(fourth::waits);

        gate.complete(null);
        first.answer();
        second.answer();
        third.answer();
        fourth.answer();

        assertThat(talk.history())
                .filteredOn(message -> message.role().equals(Role.USER))
                .extracting(ChatMessage::text)
                .containsExactly("1", "2", "3", "4");
    }

    @Test
    void anInterruptEndsTheWaitingOnly() throws Exception {
        CompletableFuture<Void> gate = model.shut();
        Asker first = new Asker("Who wrote Faust?");
        await(() -> model.requests().size() == 1);
        Asker second = new Asker("And when?");
        await(second::waits);

        second.interrupt();

        assertThatThrownBy(second::answer).hasCauseInstanceOf(InferenceCancelledException.class);
        gate.complete(null);
        first.answer();
        assertThat(talk.history()).hasSize(2);
        assertThat(talk.ask("And where?").text()).isEqualTo("Answer 2.");
    }

    @Test
    void closingAStreamFreesItsReaderWhileItWaitsForItsTurn() throws Exception {
        CompletableFuture<Void> gate = model.shut();
        Asker first = new Asker("Who wrote Faust?");
        await(() -> model.requests().size() == 1);
        ChatStream stream = talk.stream("And when?");
        FutureTask<Boolean> read = new FutureTask<>(() -> stream.iterator().hasNext());
        Thread reader = start(read);
        await(() -> reader.getState() == Thread.State.WAITING);

        stream.close();

        assertThatThrownBy(() -> read.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(InferenceCancelledException.class);
        gate.complete(null);
        first.answer();
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void closingAStreamFreesItsReaderAndTheFloorWhileTheModelIsSilent() throws Exception {
        model.shut();
        ChatStream stream = talk.stream("Who wrote Faust?");
        FutureTask<Boolean> read = new FutureTask<>(() -> stream.iterator().hasNext());
        start(read);
        await(() -> model.requests().size() == 1);

        stream.close();

        assertThatThrownBy(() -> read.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(InferenceCancelledException.class);
        model.shut().complete(null);
        assertThat(talk.ask("And when?").text()).isEqualTo("Answer 1.");
    }

    @Test
    void aStreamThatCannotBeOpenedLeavesTheFloorToTheNext() {
        ScriptedChat sendOnly = ScriptedChat.counting();
        Conversation closed = Conversation.with(new ChatModel() {
                    @Override
                    public ChatReply send(ChatRequest request) {
                        return sendOnly.send(request);
                    }

                    @Override
                    public ChatStream stream(ChatRequest request) {
                        throw new UnsupportedOperationException("send only");
                    }
                })
                .build();

        assertThatThrownBy(() -> closed.stream("Who wrote Faust?").iterator().next())
                .isInstanceOf(UnsupportedOperationException.class);

        assertThat(closed.ask("And when?").text()).isEqualTo("Answer 1.");
    }

    @Test
    void whoHasAStreamOpenDoesNotWaitForHimself() {
        try (ChatStream stream = talk.stream("Who wrote Faust?")) {
            Iterator<ChatEvent> events = stream.iterator();
            events.next();

            assertThatThrownBy(() -> talk.ask("And when?"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("close it");

            events.forEachRemaining(event -> {});
            assertThat(talk.ask("And when?").text()).isEqualTo("Answer 2.");
        }
    }

    @Test
    void anAnswerThatComesAfterClearIsNotRemembered() throws Exception {
        CompletableFuture<Void> gate = model.shut();
        Asker asker = new Asker("Who wrote Faust?");
        await(() -> model.requests().size() == 1);

        talk.clear();
        gate.complete(null);

        assertThat(asker.answer().text()).isEqualTo("Answer 1.");
        assertThat(talk.history()).isEmpty();
        talk.ask("And when?");
        assertThat(talk.history()).hasSize(2);
    }

    @Test
    void aTicketThatHasLeftIsNotRemembered() {
        Floor floor = new Floor(Memory.of(List.of(), List.of()));
        Object late = new Object();
        Memory outcome = floor.enter(late).answered(List.of(ChatMessage.assistant("late")));
        floor.leave(late);
        Object next = new Object();
        floor.enter(next);

        floor.remember(late, outcome);
        floor.leave(late);

        assertThat(floor.memory().messages()).isEmpty();
        floor.remember(next, outcome);
        assertThat(floor.memory().messages()).hasSize(1);
    }

    @Test
    void historyAndCopyDoNotWait() throws Exception {
        CompletableFuture<Void> gate = model.shut();
        Asker asker = new Asker("Who wrote Faust?");
        await(() -> model.requests().size() == 1);

        assertThat(talk.history()).isEmpty();
        assertThat(talk.copy().history()).isEmpty();

        gate.complete(null);
        asker.answer();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.yield();
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "asker");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private final class Asker {
        private final FutureTask<ChatReply> task;
        private final Thread thread;

        Asker(String question) {
            this.task = new FutureTask<>(() -> talk.ask(question));
            this.thread = start(task);
        }

        boolean waits() {
            return thread.getState() == Thread.State.WAITING;
        }

        void interrupt() {
            thread.interrupt();
        }

        ChatReply answer() throws Exception {
            return task.get(30, TimeUnit.SECONDS);
        }
    }
}
