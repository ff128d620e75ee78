package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.testing.FakeBackend;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A probe may take its time; who looks at the status again and again must not hold up what others wait for. */
class SlowProbesTest {

    private final CountDownLatch answer = new CountDownLatch(1);

    private final class Slow extends WrappedFake {

        Slow(FakeBackend fake) {
            super(fake);
        }

        @Override
        public void probe(CallContext context) {
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void oneProbeAtATimeHoweverManyWaitForIt() throws Exception {
        try (InferenceRouter router = InferenceRouter.builder()
                .backend(new Slow(FakeBackend.named("pc").build()))
                .backend(new Slow(FakeBackend.named("hub").local().build()))
                .build()) {
            for (int i = 0; i < 20; i++) {
                router.refresh(Duration.ofMillis(1));
            }

            CompletableFuture<ChatReply> reply = router.async().chat().send(ChatRequest.of("Hello?"));

            assertThat(reply.get(30, TimeUnit.SECONDS).route().attempts()).isNotEmpty();
            answer.countDown();
            router.refresh(Duration.ofSeconds(20));
        } finally {
            answer.countDown();
        }
    }
}
