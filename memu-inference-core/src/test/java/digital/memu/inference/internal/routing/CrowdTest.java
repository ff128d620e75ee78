package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Warmth;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What takes long on one backend, however often it is wanted, keeps nobody from being asked whether he is there. */
class CrowdTest {

    private static final int MANY = 40;

    private final ManualClock clock = new ManualClock();
    private final CountDownLatch released = new CountDownLatch(1);
    private final FakeBackend pc = FakeBackend.named("pc").build();
    private final FakeBackend hub = FakeBackend.named("hub").local().build();

    @AfterEach
    void release() {
        released.countDown();
    }

    @Test
    void loadsOfManyModelsLeaveRoomForDials() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        WrappedFake cold = new WrappedFake(pc) {
            @Override
            public Warmth warmth(String model, CallContext context) {
                return Warmth.COLD;
            }

            @Override
            public void load(ChatRequest request, CallContext context) {
                loads.incrementAndGet();
                hold();
            }
        };
        try (InferenceRouter router =
                InferenceRouter.builder().backend(cold).backend(hub).time(clock).build()) {
            for (int i = 0; i < MANY; i++) {
                ChatRequest question =
                        ChatRequest.builder().model("m" + i).user("?").build();
                assertThat(router.chat().send(question).route().backend()).isEqualTo("hub");
            }
            clock.advance(Duration.ofMinutes(1));

            assertThat(within(() ->
                            router.chat().send(ChatRequest.of("?")).route().backend()))
                    .isEqualTo("hub");
            assertThat(loads).hasValueLessThanOrEqualTo(20);
        }
    }

    @Test
    void oneQuestionIsEnoughForAllWhoAreSilent() throws Exception {
        AtomicBoolean holding = new AtomicBoolean();
        AtomicInteger questions = new AtomicInteger();
        CountDownLatch asked = new CountDownLatch(1);
        WrappedFake stuck = new WrappedFake(pc) {
            @Override
            public void probe(CallContext context) {}

            @Override
            public Warmth warmth(String model, CallContext context) {
                if (holding.get()) {
                    questions.incrementAndGet();
                    asked.countDown();
                    hold();
                }
                return Warmth.WARM;
            }
        };
        pc.goSilent();
        try (InferenceRouter router = InferenceRouter.builder()
                .backend(stuck)
                .backend(hub)
                .time(clock)
                .build()) {
            RequestOptions there = RequestOptions.builder().onlyOn("pc").build();
            for (int i = 0; i < MANY; i++) {
                CompletableFuture<ChatReply> unused =
                        router.with(there).async().chat().send(ChatRequest.of("?"));
            }
            // For each a watch, the clock of its first event, and its total.
            assertThat(clock.awaitTimers(3 * MANY, Duration.ofSeconds(30))).isTrue();
            holding.set(true);
            clock.advance(Duration.ofSeconds(2));
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

            within(() -> {
                router.refresh(Duration.ofMinutes(1));
                return true;
            });
            assertThat(questions).hasValue(1);
        }
    }

    private void hold() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T within(java.util.function.Supplier<T> call) throws Exception {
        return CompletableFuture.supplyAsync(call, task -> new Thread(task).start())
                .get(30, TimeUnit.SECONDS);
    }
}
