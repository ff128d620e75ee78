package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.photo.Photo;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A server that hangs up without a word has lost its worker and gets another one soon; if there ever was one. */
class KilledWorkerTest {

    private static final PhotoRequest PHOTO =
            PhotoRequest.of(Photo.of("a", new byte[] {1})).faces("f").build(); // of faces there is no calibration

    private final ManualClock clock = new ManualClock();
    private final FakeBackend pc = FakeBackend.named("pc").build();
    private final FakeBackend hub = FakeBackend.named("hub").local().build();
    private final CountDownLatch failed = new CountDownLatch(2);
    private final InferenceListener failures = new InferenceListener() {
        @Override
        public void attemptEnded(String capability, Attempt attempt) {
            if (attempt.outcome() == Attempt.Outcome.FAILED) {
                failed.countDown();
            }
        }
    };

    private InferenceRouter router(FakeBackend... fakes) {
        InferenceRouter.Builder builder = InferenceRouter.builder().time(clock).listener(failures);
        for (FakeBackend fake : fakes) {
            builder.backend(fake);
        }
        return builder.build();
    }

    private static ConnectionException hungUp() {
        return new ConnectionException(
                ConnectionException.Kind.CLOSED, "http://pc", "waiting for the answer", "it was closed", null);
    }

    private CompletableFuture<PhotoAnalysis> begin(InferenceRouter router) {
        return router.async().photos().analyze(PHOTO);
    }

    @Test
    void itIsAskedAgainWhereNobodyElseCanServe() throws Exception {
        try (InferenceRouter router = router(pc, hub)) {
            assertThat(begin(router).get(30, TimeUnit.SECONDS).route().backend())
                    .isEqualTo("pc");
            pc.failNext(hungUp());
            hub.goOffline();
            CompletableFuture<PhotoAnalysis> answer = begin(router);

            assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue();
            // The pause before the second attempt.
            assertThat(clock.awaitTimers(1, Duration.ofSeconds(30))).isTrue();
            clock.advance(Duration.ofMillis(700));

            PhotoAnalysis found = answer.get(30, TimeUnit.SECONDS);
            assertThat(found.route().backend()).isEqualTo("pc");
            assertThat(found.route().attempts()).hasSize(3);
        }
    }

    /** Something else may listen on the port: nobody waits for that to become a server. */
    @Test
    void whoHasNeverAnsweredIsNotWaitedFor() {
        pc.failNext(hungUp());
        try (InferenceRouter router = router(pc)) {
            assertThatThrownBy(() -> begin(router).get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(AllBackendsFailedException.class);
        }
    }
}
