package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.internal.time.SystemTime;
import digital.memu.inference.route.Priority;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** So many calls on a backend at a time. */
class PlacesTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final ManualClock clock = new ManualClock();
    private final ConcurrentLinkedQueue<Runnable> cancels = new ConcurrentLinkedQueue<>();
    private final Places places = new Places(1, clock);

    private CompletableFuture<Boolean> waiting(Priority priority, int timersThen) throws InterruptedException {
        CompletableFuture<Boolean> entered =
                CompletableFuture.supplyAsync(() -> places.enter(priority, LONG, cancels::add));
        assertThat(clock.awaitTimers(timersThen, LONG)).isTrue();
        return entered;
    }

    @Test
    void theFirstToComeEntersAndTheNextWaitsAsLongAsItWants() throws Exception {
        assertThat(places.enter(Priority.NORMAL, Duration.ZERO, cancels::add)).isTrue();
        assertThat(places.enter(Priority.NORMAL, Duration.ZERO, cancels::add)).isFalse();
        CompletableFuture<Boolean> late = waiting(Priority.NORMAL, 1);
        clock.advance(LONG);
        assertThat(late.get(30, TimeUnit.SECONDS)).isFalse();
        CompletableFuture<Boolean> next = waiting(Priority.NORMAL, 1);
        places.leave();
        assertThat(next.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(clock.timers()).isZero();
    }

    @Test
    void whoIsInAHurryGoesFirstAndWithinAPriorityTheFirstToCome() throws Exception {
        assertThat(places.enter(Priority.NORMAL, Duration.ZERO, cancels::add)).isTrue();
        List<String> order = new ArrayList<>();
        var batch = waiting(Priority.BATCH, 1).thenAccept(in -> order.add("batch"));
        var normal = waiting(Priority.NORMAL, 2).thenAccept(in -> order.add("normal"));
        var second = waiting(Priority.NORMAL, 3).thenAccept(in -> order.add("second"));
        var chat = waiting(Priority.INTERACTIVE, 4).thenAccept(in -> order.add("chat"));
        for (var next : List.of(chat, normal, second, batch)) {
            places.leave();
            next.get(30, TimeUnit.SECONDS);
        }
        assertThat(order).containsExactly("chat", "normal", "second", "batch");
    }

    @Test
    void aCancelledCallWaitsNoLonger() throws Exception {
        assertThat(places.enter(Priority.NORMAL, Duration.ZERO, cancels::add)).isTrue();
        CompletableFuture<Boolean> waiting = waiting(Priority.NORMAL, 1);
        cancels.forEach(Runnable::run);
        assertThat(waiting.get(30, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void anInterruptedThreadWaitsNoLongerAndKeepsItsFlag() throws Exception {
        assertThat(places.enter(Priority.NORMAL, Duration.ZERO, cancels::add)).isTrue();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            boolean entered = places.enter(Priority.NORMAL, LONG, cancels::add);
            flag.complete(!entered && Thread.currentThread().isInterrupted());
        });
        thread.start();
        assertThat(clock.awaitTimers(1, LONG)).isTrue();
        thread.interrupt();
        assertThat(flag.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void noPlaceIsLostWhenTimesRunOutAndCallsAreCancelled() throws Exception {
        int limit = 3;
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (SystemTime time = new SystemTime()) {
            Places few = new Places(limit, time);
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                Random random = new Random(i);
                calls.add(threads.submit(() -> {
                    List<Runnable> mine = new ArrayList<>();
                    Duration wait = Duration.ofNanos(1 + random.nextInt(200_000));
                    if (few.enter(Priority.values()[random.nextInt(3)], wait, mine::add)) {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.yield();
                        inside.decrementAndGet();
                        few.leave();
                    }
                    mine.forEach(Runnable::run);
                }));
            }
            for (Future<?> call : calls) {
                call.get(30, TimeUnit.SECONDS);
            }
            assertThat(most.get()).isBetween(1, limit);
            for (int i = 0; i < limit; i++) {
                assertThat(few.enter(Priority.NORMAL, Duration.ZERO, cancels::add))
                        .as("all places are free again")
                        .isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
