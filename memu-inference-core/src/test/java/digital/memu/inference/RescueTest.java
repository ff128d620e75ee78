package digital.memu.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.StreamInterruptedException;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.Attempt.Outcome;
import digital.memu.inference.route.Rescue;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller sees when a server dies in the middle of an answer, and when the caller gives up himself. */
class RescueTest {

    private static final ChatRequest QUESTION = ChatRequest.of("Name three colours.");

    private final ManualClock clock = new ManualClock();
    private final FakeBackend pc =
            FakeBackend.named("pc").answering("red green blue").build();
    private final FakeBackend hub =
            FakeBackend.named("hub").local().answering("cyan white pink").build();
    private final InferenceRouter router =
            InferenceRouter.builder().backend(pc).backend(hub).time(clock).build();

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void sendNeverShowsTheJoint() {
        pc.dieAfter(2);

        ChatReply reply = router.chat().send(QUESTION);

        assertThat(reply.text()).isEqualTo("cyan white pink");
        assertThat(reply.route().attempts())
                .extracting(Attempt::outcome)
                .containsExactly(Outcome.FAILED, Outcome.SERVED);
        assertThat(reply.route().explain()).contains("pc: died in mid-answer", "hub: answered");
    }

    @Test
    void aStreamShowsTheJointAsOneEventAndThenTheWholeAnswer() {
        pc.dieAfter(2);
        List<String> seen = new ArrayList<>();

        try (ChatStream stream = router.chat().stream(QUESTION)) {
            for (ChatEvent event : stream) {
                event.joint().ifPresent(joint -> seen.add("<" + joint.from() + ">" + joint.to() + ">"));
                if (!event.text().isEmpty()) {
                    seen.add(event.text());
                }
            }
            assertThat(stream.reply().text()).isEqualTo("cyan white pink");
        }

        assertThat(seen).containsExactly("red", " green", "<pc>hub>", "cyan", " white", " pink");
    }

    @Test
    void aDeathBeforeTheFirstEventNeedsNoJoint() {
        pc.dieAfter(0);

        try (ChatStream stream = router.chat().stream(QUESTION)) {
            assertThat(stream).noneMatch(event -> event.joint().isPresent());
            assertThat(stream.reply().text()).isEqualTo("cyan white pink");
        }
    }

    @Test
    void rescueFailHandsOverTheTextSoFar() {
        try (InferenceRouter strict = InferenceRouter.builder()
                .backend(pc)
                .backend(hub)
                .policy(RoutingPolicy.builder().rescue(Rescue.FAIL).build())
                .time(clock)
                .build()) {
            pc.dieAfter(2);

            assertThatThrownBy(() -> strict.chat().send(QUESTION))
                    .isInstanceOfSatisfying(StreamInterruptedException.class, e -> {
                        assertThat(e.partialText()).isEqualTo("red green");
                        assertThat(e).hasMessageNotContaining("green");
                    });
            assertThat(hub.chats()).isEmpty();
        }
    }

    @Test
    void whenTheRescuerDiesTooTheStreamFailsOnceAndStaysFailed() {
        pc.dieAfter(1);
        hub.dieAfter(2);

        try (ChatStream stream = router.chat().stream(QUESTION)) {
            Iterator<ChatEvent> events = stream.iterator();
            List<ChatEvent> seen = new ArrayList<>();
            assertThatThrownBy(() -> events.forEachRemaining(seen::add))
                    .isInstanceOfSatisfying(AllBackendsFailedException.class, e -> {
                        assertThat(e.partialText()).isEqualTo("cyan white");
                        assertThat(e.getSuppressed()).hasSize(2);
                    });
            assertThatThrownBy(events::hasNext).isInstanceOf(AllBackendsFailedException.class);
            assertThatThrownBy(stream::reply).isInstanceOf(AllBackendsFailedException.class);
            assertThat(seen).hasSize(4);
        }
    }

    @Test
    void closingAStreamFreesABlockedReaderAndSaysNothingAboutTheServer() throws Exception {
        pc.goSilent();
        ChatStream stream = router.chat().stream(QUESTION);
        CompletableFuture<Boolean> reader =
                CompletableFuture.supplyAsync(() -> stream.iterator().hasNext());
        assertThat(clock.awaitTimers(1, Duration.ofSeconds(30))).isTrue();

        stream.close();
        stream.close();

        assertThatThrownBy(() -> reader.get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(InferenceCancelledException.class);
        pc.comeBack();
        assertThat(router.chat().send(QUESTION).route().backend()).isEqualTo("pc");
        assertThat(clock.timers()).isZero();
    }

    @Test
    void closingTheRouterEndsARunningRequest() throws Exception {
        pc.goSilent();
        hub.goSilent();
        CompletableFuture<ChatReply> reply =
                CompletableFuture.supplyAsync(() -> router.chat().send(QUESTION));
        assertThat(clock.awaitTimers(2, Duration.ofSeconds(30))).isTrue();

        router.close();

        assertThatThrownBy(() -> reply.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(InferenceCancelledException.class);
    }

    @Test
    void aStreamContactsNobodyBeforeItIsRead() {
        try (ChatStream stream = router.chat().stream(QUESTION)) {
            assertThat(stream).isNotNull();
            assertThat(pc.chats()).isEmpty();
        }
        assertThat(pc.chats()).isEmpty();
    }

    @Test
    void theJointNamesTheBackendWhoseTextIsVoidAndItsTextIsNotForgotten() {
        FakeBackend first =
                FakeBackend.named("first").answering("one two three").build();
        FakeBackend second = FakeBackend.named("second").build();
        FakeBackend third = FakeBackend.named("third").answering("four").build();
        try (InferenceRouter three = InferenceRouter.builder()
                .backend(first)
                .backend(second)
                .backend(third)
                .time(clock)
                .build()) {
            first.dieAfter(2);
            second.goOffline();
            try (ChatStream stream = three.chat().stream(QUESTION)) {
                List<String> joints = new ArrayList<>();
                stream.forEach(event -> event.joint().ifPresent(j -> joints.add(j.from() + ">" + j.to())));
                assertThat(joints).containsExactly("first>third");
            }

            first.comeBack();
            first.dieAfter(2);
            third.goOffline();
            assertThatThrownBy(() -> three.chat().send(QUESTION))
                    .isInstanceOfSatisfying(
                            AllBackendsFailedException.class,
                            e -> assertThat(e.partialText()).isEqualTo("one two"));
        }
    }
}
