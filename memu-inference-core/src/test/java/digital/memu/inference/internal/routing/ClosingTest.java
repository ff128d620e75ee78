package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Nobody waits for a router that is closed, whatever the call was waiting for. */
@SuppressWarnings("try") // closing is what is tested here
class ClosingTest {

    private static final ChatRequest QUESTION = ChatRequest.of("Name three colours.");

    private final ManualClock clock = new ManualClock();
    private final FakeBackend pc = FakeBackend.named("pc").build();
    private final FakeBackend hub = FakeBackend.named("hub").local().build();

    @Test
    void aCallThatComesLaterEndsAtOnceThoughItWouldHaveToDial() throws Exception {
        InferenceRouter router =
                InferenceRouter.builder().backend(pc).backend(hub).time(clock).build();
        router.close();

        assertCancelled(begin(() -> router.chat().send(QUESTION)));
        assertCancelled(begin(() -> {
            router.refresh(Duration.ofSeconds(10));
            return null;
        }));
    }

    @Test
    void aCallThatIsBackingOffEnds() throws Exception {
        InferenceRouter router =
                InferenceRouter.builder().backend(pc).time(clock).build();
        pc.failNext(new ServerException("fake://pc", 503, "server busy", "", null, true));
        CompletableFuture<ChatReply> reply = begin(() -> router.chat().send(QUESTION));
        assertThat(clock.awaitTimers(1, Duration.ofSeconds(30))).isTrue();

        router.close();

        assertCancelled(reply);
    }

    @Test
    void aCallThatWaitsForADialEnds() throws Exception {
        WrappedFake asleep = new WrappedFake(pc) {
            @Override
            public void dial(digital.memu.inference.backend.CallContext context) {
                new CompletableFuture<Void>().join();
            }
        };
        InferenceRouter router = InferenceRouter.builder()
                .backend(asleep)
                .backend(new WrappedFake(hub) {
                    @Override
                    public void dial(digital.memu.inference.backend.CallContext context) {
                        new CompletableFuture<Void>().join();
                    }
                })
                .time(clock)
                .build();
        CompletableFuture<ChatReply> reply = begin(() -> router.chat().send(QUESTION));
        assertThat(clock.awaitTimers(1, Duration.ofSeconds(30))).isTrue();

        router.close();

        assertCancelled(reply);
    }

    private static <T> CompletableFuture<T> begin(Supplier<T> call) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                outcome.complete(call.get());
            } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        caller.setDaemon(true);
        caller.start();
        return outcome;
    }

    private static void assertCancelled(CompletableFuture<?> outcome) throws Exception {
        try {
            assertThat(outcome.get(30, TimeUnit.SECONDS)).as("an answer").isNull();
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(InferenceCancelledException.class);
            return;
        }
        throw new AssertionError("it was not cancelled");
    }
}
