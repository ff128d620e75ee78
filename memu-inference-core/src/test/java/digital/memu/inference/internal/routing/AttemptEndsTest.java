package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.backend.Warmth;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** An attempt leaves nothing behind, however it ends, and takes no longer than its request may. */
class AttemptEndsTest {

    private static final Capability<Supplier<String>> WORD = word();

    private final ManualClock clock = new ManualClock();

    @Test
    void aCallThatBrokeItsThreadGivesItsPlaceBack() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        FakeBackend pc = FakeBackend.named("pc")
                .offering(WORD, () -> {
                    if (calls.getAndIncrement() == 0) {
                        throw new StackOverflowError("as told");
                    }
                    return "well";
                })
                .build();
        try (InferenceRouter router = InferenceRouter.builder()
                .backend(pc)
                .time(clock)
                .policy(RoutingPolicy.builder()
                        .concurrency(1, Duration.ofSeconds(1))
                        .build())
                .build()) {
            assertThatThrownBy(() -> router.capability(WORD).get()).isInstanceOf(StackOverflowError.class);
            assertThat(clock.timers()).isZero();

            assertThat(CompletableFuture.supplyAsync(
                                    () -> router.capability(WORD).get())
                            .get(30, TimeUnit.SECONDS))
                    .isEqualTo("well");
        }
    }

    @Test
    void anAnswerWithoutEventsIsASignOfLifeToo() {
        AtomicInteger dials = new AtomicInteger();
        FakeBackend fake = FakeBackend.named("pc")
                .offering(WORD, () -> {
                    clock.advance(Duration.ofMillis(100));
                    return "slow";
                })
                .build();
        WrappedFake pc = new WrappedFake(fake) {
            @Override
            public void dial(CallContext context) {
                dials.incrementAndGet();
            }
        };
        FakeBackend hub =
                FakeBackend.named("hub").local().offering(WORD, () -> "quick").build();
        try (InferenceRouter router =
                InferenceRouter.builder().backend(pc).backend(hub).time(clock).build()) {
            assertThat(router.capability(WORD).get()).isEqualTo("slow");
            assertThat(dials).hasValue(1);

            assertThat(router.capability(WORD).get()).isEqualTo("slow");

            assertThat(dials).hasValue(1);
        }
    }

    @Test
    void theDeadlineEndsAlsoTheQuestionWhetherASilentServerLives() throws Exception {
        FakeBackend fake = FakeBackend.named("pc").build();
        WrappedFake pc = new WrappedFake(fake) {
            @Override
            public Warmth warmth(String model, CallContext context) {
                throw new InferenceTimeoutException(Clock.FIRST_EVENT, "fake://pc", Duration.ofSeconds(2));
            }
        };
        fake.goSilent();
        try (InferenceRouter router =
                InferenceRouter.builder().backend(pc).time(clock).build()) {
            RequestOptions brief =
                    RequestOptions.builder().deadline(Duration.ofSeconds(1)).build();
            CompletableFuture<ChatReply> reply =
                    router.with(brief).async().chat().send(ChatRequest.of("?"));
            // The question's own clock and the deadline.
            assertThat(clock.awaitTimers(2, Duration.ofSeconds(30))).isTrue();

            clock.advance(Duration.ofSeconds(1));

            assertThatThrownBy(() -> reply.get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(InferenceTimeoutException.class)
                    .hasMessageContaining("no complete answer within 1 s");
        }
    }

    @SuppressWarnings("unchecked")
    private static Capability<Supplier<String>> word() {
        Class<Supplier<String>> type = (Class<Supplier<String>>) (Class<?>) Supplier.class;
        return Capability.of("word", type, dispatcher -> () -> dispatcher.call(Supplier::get));
    }
}
