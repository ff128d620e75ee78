package digital.memu.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.failure.RequestRejectedException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.Attempt.Outcome;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which backend answers, and what a failure before the first event leads to. */
class RouterTest {

    private static final ChatRequest QUESTION = ChatRequest.of("Name three colours.");

    private final ManualClock clock = new ManualClock();
    private final FakeBackend pc =
            FakeBackend.named("gaming-pc").external().answering("from the pc").build();
    private final FakeBackend hub =
            FakeBackend.named("hub").local().answering("from the hub").build();
    private InferenceRouter router = router(RoutingPolicy.defaults());

    private InferenceRouter router(RoutingPolicy policy) {
        // The hub comes first on purpose: the tier decides before the order of configuration.
        return InferenceRouter.builder()
                .backend(hub)
                .backend(pc)
                .policy(policy)
                .time(clock)
                .build();
    }

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void theExternalBackendAnswersWhenItIsThere() {
        ChatReply reply = router.chat().send(QUESTION);

        assertThat(reply.text()).isEqualTo("from the pc");
        assertThat(reply.route().backend()).isEqualTo("gaming-pc");
        assertThat(reply.route().explain()).isEqualTo("gaming-pc: answered, 0 ms to the first event");
        assertThat(hub.chats()).isEmpty();
    }

    @Test
    void theLocalBackendAnswersWhenTheExternalOneIsOff() {
        pc.goOffline();

        ChatReply reply = router.chat().send(QUESTION);

        assertThat(reply.text()).isEqualTo("from the hub");
        assertThat(reply.route().attempts())
                .extracting(Attempt::outcome)
                .containsExactly(Outcome.FAILED, Outcome.SERVED);
        assertThat(reply.route().attempts().get(0).evidence()).isEqualTo(Evidence.HARD);
        assertThat(reply.route().explain()).contains("refused", "hub: answered");
    }

    @Test
    void aBackendKnownToBeDownIsNotAskedAgain() {
        pc.goOffline();
        router.chat().send(QUESTION);

        ChatReply second = router.chat().send(QUESTION);

        assertThat(pc.chats()).hasSize(1);
        assertThat(second.route().attempts().get(0).outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(second.route().attempts().get(0).reason()).startsWith("down: ");
    }

    @Test
    void softFailuresOpenTheBreakerAtTheThird() {
        for (int i = 0; i < 3; i++) {
            pc.failNext(new ServerException("http://pc", 500, "out of memory", "", null));
            assertThat(router.chat().send(QUESTION).route().backend()).isEqualTo("hub");
        }

        ChatReply reply = router.chat().send(QUESTION);

        assertThat(pc.chats()).hasSize(3);
        assertThat(reply.route().attempts().get(0).reason())
                .startsWith("failed repeatedly")
                .contains("out of memory");
    }

    @Test
    void theBreakerOfOneCapabilityDoesNotStopAnother() {
        for (int i = 0; i < 3; i++) {
            pc.failNext(new ServerException("http://pc", 500, "", "", null));
            router.chat().send(QUESTION);
        }

        var request = digital.memu.inference.embedding.EmbeddingRequest.of("nomic-embed-text", "a");
        assertThat(router.embeddings().embed(request).route().backend()).isEqualTo("gaming-pc");
    }

    @Test
    void aFaultOfTheRequestGoesToTheCallerAndSaysNothingAboutTheBackend() {
        pc.failNext(new RequestRejectedException("http://pc", 400, "invalid think value", "", null));

        assertThatThrownBy(() -> router.chat().send(QUESTION)).isInstanceOf(RequestRejectedException.class);

        assertThat(hub.chats()).isEmpty();
        assertThat(router.chat().send(QUESTION).route().backend()).isEqualTo("gaming-pc");
    }

    @Test
    void aMissingModelGoesToTheNextBackendAndNeverToTheBreaker() {
        pc.failNext(new ModelNotFoundException("http://pc", 404, "x", "not found", ""));
        for (int i = 0; i < 5; i++) {
            assertThat(router.chat().send(QUESTION).route().backend()).isEqualTo("hub");
        }
        assertThat(pc.chats()).as("asked once, then skipped without a packet").hasSize(1);

        assertThat(router.chat()
                        .send(QUESTION.toBuilder().model("another").build())
                        .route()
                        .backend())
                .as("the other models of that backend are as good as before")
                .isEqualTo("gaming-pc");
    }

    @Test
    void whenNobodyCanAnswerTheExceptionHasOneCauseForEachAttempt() {
        pc.goOffline();
        hub.failNext(new ServerException("http://hub", 503, "server busy", "", null));

        assertThatThrownBy(() -> router.chat().send(QUESTION))
                .isInstanceOfSatisfying(AllBackendsFailedException.class, e -> {
                    assertThat(e.getSuppressed())
                            .hasExactlyElementsOfTypes(ConnectionException.class, ServerException.class);
                    assertThat(e.route().attempts()).hasSize(2);
                    assertThat(e).hasMessageContaining("gaming-pc").hasMessageContaining("server busy");
                });
    }

    @Test
    void whenEverybodyIsDownTheBestIsTriedAllTheSame() {
        pc.goOffline();
        hub.goOffline();
        assertThatThrownBy(() -> router.chat().send(QUESTION)).isInstanceOf(AllBackendsFailedException.class);
        pc.comeBack();

        assertThat(router.chat().send(QUESTION).route().backend()).isEqualTo("gaming-pc");
    }

    @Test
    void aSilentBackendGivesWayWhenTheFirstEventIsLate() throws Exception {
        pc.goSilent();
        CompletableFuture<ChatReply> reply =
                CompletableFuture.supplyAsync(() -> router.chat().send(QUESTION));
        assertThat(clock.awaitTimers(3, Duration.ofSeconds(30))).isTrue();
        clock.advance(Duration.ofSeconds(2));
        assertThat(clock.awaitTimers(3, Duration.ofSeconds(30)))
                .as("it is suspect, and asked whether it lives")
                .isTrue();
        clock.advance(Duration.ofSeconds(2));

        assertThat(reply.get(30, TimeUnit.SECONDS).text()).isEqualTo("from the hub");
        assertThat(clock.timers()).isZero();
    }

    @Test
    void oneDeadlineHoldsOverAllAttempts() throws Exception {
        router.close();
        router = router(RoutingPolicy.builder()
                .timeouts(t -> t.firstEvent(Duration.ofSeconds(8)).total(Duration.ofSeconds(7)))
                .build());
        // A closed router has closed its fakes: fresh ones are needed for a second router.
        FakeBackend slow = FakeBackend.named("slow").build();
        FakeBackend slower = FakeBackend.named("slower").build();
        slow.goSilent();
        slower.goSilent();
        try (InferenceRouter both = InferenceRouter.builder()
                .backend(slow)
                .backend(slower)
                .time(clock)
                .policy(RoutingPolicy.builder()
                        .timeouts(t -> t.firstEvent(Duration.ofSeconds(8)).total(Duration.ofSeconds(7)))
                        .build())
                .build()) {
            CompletableFuture<ChatReply> reply =
                    CompletableFuture.supplyAsync(() -> both.chat().send(QUESTION));
            // Each is suspect after 2 s and found dead 2 s later; the deadline comes before the second one's end.
            for (int seconds : new int[] {2, 2, 2, 1}) {
                assertThat(clock.awaitTimers(3, Duration.ofSeconds(30))).isTrue();
                clock.advance(Duration.ofSeconds(seconds));
            }

            assertThatThrownBy(() -> reply.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(InferenceTimeoutException.class, e -> {
                        assertThat(e.clock()).isEqualTo(Clock.TOTAL);
                        assertThat(e.getSuppressed()).hasSize(1);
                    });
        }
    }

    @Test
    void fallBackCanBeSwitchedOff() {
        router.close();
        FakeBackend off = FakeBackend.named("pc").external().build();
        FakeBackend there = FakeBackend.named("local").local().build();
        off.goOffline();
        try (InferenceRouter strict = InferenceRouter.builder()
                .backend(off)
                .backend(there)
                .policy(RoutingPolicy.builder().fallback(false).build())
                .time(clock)
                .build()) {
            assertThatThrownBy(() -> strict.chat().send(QUESTION)).hasMessageContaining("fall-back is switched off");
        }
        assertThat(there.chats()).isEmpty();
    }

    @Test
    void theContextIsTheSameOnAllBackendsUnlessToldOtherwise() {
        pc.dieAfter(0);
        router.chat().send(QUESTION);
        router.chat()
                .send(ChatRequest.builder()
                        .user("?")
                        .options(o -> o.contextLength(512))
                        .build());

        assertThat(pc.chats().get(0).options().contextLength()).hasValue(4096);
        assertThat(hub.chats().get(0).options().contextLength()).hasValue(4096);
        assertThat(pc.chats().get(1).options().contextLength()).hasValue(512);
    }

    @Test
    void theContextIsLeftToTheServerWhenToldSoOrWhenThereIsOnlyOne() {
        try (InferenceRouter free =
                router(RoutingPolicy.builder().serverContextLength().build())) {
            free.chat().send(QUESTION);
        }
        FakeBackend only = FakeBackend.named("only").build();
        try (InferenceRouter one = InferenceRouter.builder().backend(only).build()) {
            one.chat().send(QUESTION);
        }

        assertThat(pc.chats().get(0).options().contextLength()).isEmpty();
        assertThat(only.chats().get(0).options().contextLength()).isEmpty();
    }

    @Test
    void whenEverybodyIsDownTheOthersAreTriedTooSoThatOneBlipIsNoOutage() {
        pc.goOffline();
        hub.goOffline();
        assertThatThrownBy(() -> router.chat().send(QUESTION)).isInstanceOf(AllBackendsFailedException.class);
        hub.comeBack();

        assertThat(router.chat().send(QUESTION).route().backend()).isEqualTo("hub");
    }

    @Test
    void aBackendThatThrowsAtOnceIsFailedOverLikeAnyOther() {
        FakeBackend broken = FakeBackend.named("broken")
                .answering(request -> {
                    throw new ServerException("http://broken", 500, "too early", "", null);
                })
                .build();
        FakeBackend there = FakeBackend.named("there").local().build();
        try (InferenceRouter both =
                InferenceRouter.builder().backend(broken).backend(there).build()) {
            assertThat(both.chat().send(QUESTION).route().backend()).isEqualTo("there");
        }
    }

    @Test
    void aMistakeInABackendGoesToTheCallerAndEndsTheStream() {
        FakeBackend broken = FakeBackend.named("broken")
                .answering(request -> {
                    throw new IllegalStateException("a bug");
                })
                .build();
        try (InferenceRouter one = InferenceRouter.builder().backend(broken).build();
                ChatStream stream = one.chat().stream(QUESTION)) {
            assertThatThrownBy(() -> stream.iterator().hasNext()).hasMessage("a bug");
            assertThatThrownBy(() -> stream.iterator().hasNext()).hasMessage("a bug");
            assertThat(broken.chats()).hasSize(1);
        }
    }
}
