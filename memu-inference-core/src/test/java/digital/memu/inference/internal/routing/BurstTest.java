package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.testing.FakeBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Many calls at once while a machine's packets vanish. */
class BurstTest {

    private static final int CALLS = 1_000;

    /** On a busy machine a thousand calls take longer than a call waits for one of the places. */
    private static final RoutingPolicy PATIENT =
            RoutingPolicy.builder().concurrency(256, Duration.ofMinutes(5)).build();

    private final CountDownLatch vanished = new CountDownLatch(1);
    private final AtomicInteger dials = new AtomicInteger();
    private final WrappedFake pc = new WrappedFake(FakeBackend.named("pc").build()) {
        @Override
        public void dial(CallContext context) {
            dials.incrementAndGet();
            context.onCancel(vanished::countDown);
            try {
                vanished.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    };
    private final FakeBackend hub = FakeBackend.named("hub").local().build();

    @Test
    void neitherRequestsNorThreadsMultiply() throws Exception {
        Set<Thread> before = threads();
        ExecutorService callers = Executors.newCachedThreadPool();
        try (InferenceRouter router = InferenceRouter.builder()
                .backend(pc)
                .backend(hub)
                .policy(PATIENT)
                .build()) {
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                answers.add(CompletableFuture.supplyAsync(
                        () -> router.chat().send(ChatRequest.of("?")).route().backend(), callers));
            }
            for (CompletableFuture<String> answer : answers) {
                assertThat(answer.get(2, TimeUnit.MINUTES)).isEqualTo("hub");
            }
            assertThat(dials).as("dials that hang").hasValue(1);
            assertThat(pc.fake.chats()).isEmpty();
            assertThat(hub.chats()).hasSize(CALLS);
            Set<Thread> begun = threads();
            begun.removeAll(before);
            assertThat(begun).as("threads beside the callers' own").hasSizeLessThan(20);
        } finally {
            vanished.countDown();
            callers.shutdownNow();
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("memu-inference-"))
                .collect(Collectors.toSet());
    }
}
