package digital.memu.inference.example.benchmarks;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.failure.InferenceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Twenty requests a second while the PC goes off and on: how many fail, how many are late, who answers. */
final class Outages {

    private static final Duration OFF = Duration.ofSeconds(3);
    private static final Duration ON = Duration.ofSeconds(18);
    private static final Duration EVERY = Duration.ofMillis(50);
    private static final Duration LATE = Duration.ofMillis(250);

    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicInteger byPc = new AtomicInteger();
    private final AtomicInteger all = new AtomicInteger();

    private Outages() {}

    static void measure(Table table, Home home, Duration usual, int outages) throws Exception {
        Outages counts = new Outages();
        ExecutorService callers = Executors.newCachedThreadPool();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        List<Future<?>> calls = new ArrayList<>();
        try (InferenceRouter router = home.router()) {
            router.chat().send(Home.QUESTION);
            var unused = clock.scheduleAtFixedRate(
                    () -> calls.add(callers.submit(() -> counts.ask(router, usual))),
                    0,
                    EVERY.toMillis(),
                    TimeUnit.MILLISECONDS);
            for (int i = 0; i < outages; i++) {
                wait(clock, i % 2 == 0 ? ON : ON.plusMillis(25));
                home.pc.dropPackets();
                wait(clock, OFF);
                home.pc.restore();
            }
            clock.shutdown();
            for (Future<?> call : calls) {
                call.get(60, TimeUnit.SECONDS);
            }
        } finally {
            clock.shutdownNow();
            callers.shutdownNow();
        }
        table.row(
                outages + " outages at 20 requests/s: failed",
                counts.failed + " of " + counts.all + " (" + counts.byPc + " by the PC)",
                "0",
                "");
        table.row(
                "the same: late by more than 250 ms, per outage",
                String.format("%.1f", counts.late.get() / (double) outages),
                "≤ 1",
                "");
    }

    private static void wait(ScheduledExecutorService clock, Duration time) throws Exception {
        clock.schedule(() -> {}, time.toMillis(), TimeUnit.MILLISECONDS).get();
    }

    private void ask(InferenceRouter router, Duration usual) {
        long begun = System.nanoTime();
        try {
            all.incrementAndGet();
            if (router.chat().send(Home.QUESTION).route().backend().equals("gaming-pc")) {
                byPc.incrementAndGet();
            }
        } catch (InferenceException e) {
            failed.incrementAndGet();
            System.err.println(e.getMessage());
        }
        if (System.nanoTime() - begun > usual.plus(LATE).toNanos()) {
            late.incrementAndGet();
        }
    }
}
