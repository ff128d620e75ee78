package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Five hundred answers cancelled at places chosen by a seed leave nothing behind, here or on the server. */
class ManyCancelsTest {

    private static final int STREAMS = 500;
    private static final int AT_ONCE = 50;
    private static final int IN_MID_ANSWER = 10;
    private static final int WORDS = 20;

    @ParameterizedTest
    @ValueSource(longs = 20261122)
    void nothingIsLeft(long seed) throws Exception {
        Random random = new Random(seed);
        try (OllamaSimulator pc = OllamaSimulator.builder()
                .model(SimulatedModel.named("llama3.2").build())
                .answer("word ".repeat(WORDS).strip())
                .slots(STREAMS)
                .build()) {
            try (InferenceRouter router = InferenceRouter.builder()
                    .backend(Watched.backend(OllamaBackend.at(pc.url())
                            .named("pc")
                            .model("llama3.2")
                            .build()))
                    // So many at once keep each other waiting for longer than a server may.
                    .time(new ManualClock())
                    .build()) {
                int inMidAnswer = 0;
                for (int round = 0; round < STREAMS / AT_ONCE; round++) {
                    inMidAnswer += cancelInMidAnswer(router, pc, 1 + random.nextInt(WORDS - 1));
                    cancelSome(router, random);
                }
                assertThat(inMidAnswer).isPositive();
                int ended = pc.generationsCompleted() + pc.generationsCancelled();
                assertThat(pc.awaitOpenConnections(0, Duration.ofSeconds(60)))
                        .as("seed %d, %d of %d ended", seed, ended, pc.generationsStarted())
                        .isTrue();
                assertThat(router.chat().send(ChatRequest.of("?")).route().backend())
                        .isEqualTo("pc");
            }

            // The last one cancelled may be read only now: the router waits for its own threads, not for the server's.
            assertThat(pc.awaitOpenConnections(0, Duration.ofSeconds(60))).isTrue();
            assertThat(pc.awaitCancelled(pc.generationsStarted() - pc.generationsCompleted(), Duration.ofSeconds(60)))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(pc.generationsCompleted() + pc.generationsCancelled())
                    .as("seed %d", seed)
                    .isEqualTo(pc.generationsStarted());
            assertThat(LibraryThreads.alive()).as("seed %d", seed).isEmpty();
        }
    }

    /** Whole answers of which so many events have come, and from which nothing more comes; how many were cancelled there. */
    private static int cancelInMidAnswer(InferenceRouter router, OllamaSimulator pc, int events) throws Exception {
        List<Watched> answers = new ArrayList<>();
        List<CompletableFuture<ChatReply>> futures = new ArrayList<>();
        for (int i = 0; i < IN_MID_ANSWER; i++) {
            // One that was cancelled before may be struck in the place of one of these, which is complete then.
            pc.next(Fault.stallAfterEvents(events));
            Watched answer = new Watched(events);
            answers.add(answer);
            futures.add(router.async()
                    .chat()
                    .send(ChatRequest.builder().user("Count.").extension(answer).build()));
        }
        for (Watched answer : answers) {
            assertThat(answer.await(Duration.ofSeconds(60))).isTrue();
        }
        return (int) futures.stream().filter(future -> future.cancel(true)).count();
    }

    private static void cancelSome(InferenceRouter router, Random random) throws Exception {
        List<CountDownLatch> cancelled = new ArrayList<>();
        List<CompletableFuture<ChatReply>> futures = new ArrayList<>();
        for (int i = IN_MID_ANSWER; i < AT_ONCE; i++) {
            if (random.nextInt(4) == 0) {
                futures.add(router.async().chat().send(ChatRequest.of("Count.")));
            } else {
                Cancelling subscriber = new Cancelling(random.nextInt(WORDS));
                router.async().chat().stream(ChatRequest.of("Count.")).subscribe(subscriber);
                cancelled.add(subscriber.cancelled);
            }
        }
        futures.forEach(future -> future.cancel(true));
        for (CountDownLatch latch : cancelled) {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Cancels after so many events; after none means before the first. */
    private static final class Cancelling implements Flow.Subscriber<ChatEvent> {
        private final CountDownLatch cancelled = new CountDownLatch(1);
        private final int after;
        private Flow.Subscription subscription;
        private int seen;

        Cancelling(int after) {
            this.after = after;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
            cancelAt(0);
        }

        @Override
        public void onNext(ChatEvent event) {
            cancelAt(++seen);
        }

        private void cancelAt(int events) {
            if (events == after) {
                subscription.cancel();
                cancelled.countDown();
            }
        }

        @Override
        public void onError(Throwable e) {
            cancelled.countDown();
        }

        @Override
        public void onComplete() {
            cancelled.countDown();
        }
    }
}
