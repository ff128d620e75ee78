package digital.memu.inference.example.bot.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanesTest {

    private final Lanes lanes = new Lanes("test", 2, 3);
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch go = new CountDownLatch(1);

    @AfterEach
    void close() {
        lanes.close();
    }

    private Runnable work(String name, CountDownLatch when) {
        return () -> {
            await(when);
            done.add(name);
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAll(String lane) {
        CountDownLatch last = new CountDownLatch(1);
        while (lanes.enter(lane, last::countDown) == Lanes.FULL) {
            Thread.onSpinWait();
        }
        await(last);
    }

    @Test
    void withinALaneOneAfterTheOtherAndTheLanesSideBySide() {
        assertThat(lanes.enter("a", work("a1", go))).isZero();
        assertThat(lanes.enter("a", work("a2", go))).isEqualTo(1);
        assertThat(lanes.enter("b", work("b1", new CountDownLatch(0)))).isZero();
        awaitAll("b");
        assertThat(done).containsExactly("b1");

        go.countDown();
        awaitAll("a");
        assertThat(done).containsExactly("b1", "a1", "a2");
    }

    @Test
    void aLaneHasAnEnd() {
        for (int i = 0; i < 3; i++) {
            assertThat(lanes.enter("a", work("a", go))).isEqualTo(i);
        }
        assertThat(lanes.enter("a", work("too much", go))).isEqualTo(Lanes.FULL);
        assertThat(lanes.enter("b", work("b", go))).isZero();

        go.countDown();
        awaitAll("a");
        assertThat(done).doesNotContain("too much");
    }

    @Test
    void moreLanesThanWorkersAreServedInTurn() {
        go.countDown();
        for (int i = 0; i < 50; i++) {
            lanes.enter("lane " + i, work("lane " + i, go));
        }
        for (int i = 0; i < 50; i++) {
            awaitAll("lane " + i);
        }
        assertThat(done).hasSize(50);
    }

    @Test
    void workThatFailsIsReportedAndDoesNotEndItsLane() throws InterruptedException {
        BlockingQueue<Throwable> reported = new LinkedBlockingQueue<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> reported.add(failure));
        try {
            lanes.enter("a", () -> {
                throw new IllegalStateException("thrown by a test");
            });
            awaitAll("a");
            // The pool is closed a moment before its thread has ended, and reported why.
            assertThat(reported.poll(30, TimeUnit.SECONDS)).hasMessage("thrown by a test");
            lanes.close();
            assertThat(reported).isEmpty();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }
}
