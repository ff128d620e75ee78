package digital.memu.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.Route;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Futures and publishers: whole answers, and cancels that end the attempt behind them. */
class AsyncTest {

    private static final ChatRequest QUESTION = ChatRequest.of("Name three colours.");

    private final ManualClock clock = new ManualClock();
    private final BlockingQueue<Route> ended = new LinkedBlockingQueue<>();
    private final FakeBackend pc =
            FakeBackend.named("pc").answering("red green blue").build();
    private final InferenceRouter router = InferenceRouter.builder()
            .backend(pc)
            .time(clock)
            .listener(new InferenceListener() {
                @Override
                public void requestEnded(String capability, Route route) {
                    ended.add(route);
                }
            })
            .build();

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void aFutureCompletesWithTheAnswer() throws Exception {
        ChatReply reply = router.async().chat().send(QUESTION).get(30, TimeUnit.SECONDS);

        assertThat(reply.text()).isEqualTo("red green blue");
        assertThat(router.async()
                        .embeddings()
                        .embed(EmbeddingRequest.of("m", "a"))
                        .get(30, TimeUnit.SECONDS)
                        .size())
                .isEqualTo(1);
    }

    @Test
    void cancellingAFutureEndsTheAttempt() throws Exception {
        pc.goSilent();
        CompletableFuture<ChatReply> reply = router.async().chat().send(QUESTION);
        assertThat(clock.awaitTimers(2, Duration.ofSeconds(30))).isTrue();

        reply.cancel(true);

        assertThat(lastAttempt().reason()).contains("Interrupted");
        assertThat(clock.timers()).isZero();
    }

    @Test
    void cancellingAFutureMadeFromItEndsTheAttemptToo() throws Exception {
        pc.goSilent();
        CompletableFuture<String> text =
                router.async().chat().send(QUESTION).thenApply(ChatReply::text).thenApply(String::strip);
        assertThat(clock.awaitTimers(2, Duration.ofSeconds(30))).isTrue();

        text.cancel(false);

        assertThat(lastAttempt().reason()).contains("Interrupted");
    }

    /** As {@code orTimeout} and {@code completeOnTimeout} do: nobody waits for the answer any more. */
    @Test
    void aFutureThatIsCompletedFromOutsideEndsTheAttemptToo() throws Exception {
        pc.goSilent();
        CompletableFuture<ChatReply> first = router.async().chat().send(QUESTION);
        assertThat(clock.awaitTimers(2, Duration.ofSeconds(30))).isTrue();
        first.completeExceptionally(new TimeoutException());
        assertThat(lastAttempt().reason()).contains("Interrupted");

        CompletableFuture<String> second = router.async().chat().send(QUESTION).thenApply(ChatReply::text);
        assertThat(clock.awaitTimers(2, Duration.ofSeconds(30))).isTrue();
        second.complete("too late");
        assertThat(lastAttempt().reason()).contains("Interrupted");
    }

    @Test
    void aPublisherGivesNoMoreThanIsAskedForAndStopsWhenCancelled() throws Exception {
        Collecting seen = new Collecting();
        router.async().chat().stream(QUESTION).subscribe(seen);
        seen.subscribed.get(30, TimeUnit.SECONDS).request(2);
        assertThat(seen.events.poll(30, TimeUnit.SECONDS).text()).isEqualTo("red");
        assertThat(seen.events.poll(30, TimeUnit.SECONDS).text()).isEqualTo(" green");

        seen.subscribed.get().cancel();

        assertThat(lastAttempt().reason()).isEqualTo("the caller gave up");
        assertThat(seen.events).isEmpty();
        assertThat(seen.done.getCount()).isEqualTo(1);
    }

    @Test
    void aPublisherCompletesAfterTheEndOfTheAnswer() throws Exception {
        Collecting seen = new Collecting();
        router.async().chat().stream(QUESTION).subscribe(seen);
        seen.subscribed.get(30, TimeUnit.SECONDS).request(Long.MAX_VALUE);

        assertThat(seen.done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(seen.events).hasSize(4);
        assertThat(seen.error).isNull();
    }

    @Test
    void closingTheRouterFailsWhatRuns() throws Exception {
        pc.goSilent();
        CompletableFuture<ChatReply> reply = router.async().chat().send(QUESTION);
        assertThat(clock.awaitTimers(2, Duration.ofSeconds(30))).isTrue();

        router.close();

        assertThatThrownBy(() -> reply.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(InferenceCancelledException.class);
        assertThatThrownBy(() -> router.async().chat().send(QUESTION).get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(InferenceCancelledException.class);
    }

    private Attempt lastAttempt() throws InterruptedException {
        Route route = ended.poll(30, TimeUnit.SECONDS);
        assertThat(route).isNotNull();
        return route.attempts().get(route.attempts().size() - 1);
    }

    private static final class Collecting implements Flow.Subscriber<ChatEvent> {
        private final CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();
        private final BlockingQueue<ChatEvent> events = new LinkedBlockingQueue<>();
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile Throwable error;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscribed.complete(subscription);
        }

        @Override
        public void onNext(ChatEvent event) {
            events.add(event);
        }

        @Override
        public void onError(Throwable e) {
            error = e;
            done.countDown();
        }

        @Override
        public void onComplete() {
            done.countDown();
        }
    }
}
