package digital.memu.inference.example.benchmarks;

import digital.memu.inference.InferenceRouter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Twenty requests a second while the PC goes off and on: how many fail, how many are late, who answers. */
final class Outages {

    private static final Duration OFF = Duration.ofSeconds(3);
    private static final Duration ON = Duration.ofSeconds(18);
    private static final Duration EVERY = Duration.ofMillis(50);
    private static final Duration LATE = Duration.ofMillis(250);

    /** The plain client does the same each time: two show it. */
    private static final int PLAIN = 2;

    private final Home home;
    private final Caller caller;
    private final Duration late;
    private final List<Long> gone = new CopyOnWriteArrayList<>();

    private Outages(Home home, Caller caller, Duration usual) {
        this.home = home;
        this.caller = caller;
        this.late = usual.plus(LATE);
    }

    /** Sends one request; true if the PC answered. */
    private interface Caller {
        boolean ask() throws Exception;
    }

    static void measure(Table table, Home home, Duration usual, int outages) throws Exception {
        Counts routed;
        try (InferenceRouter router = home.router()) {
            routed = new Outages(
                            home,
                            () -> router.chat()
                                    .send(Home.QUESTION)
                                    .route()
                                    .backend()
                                    .equals("gaming-pc"),
                            usual)
                    .play(outages);
        }
        Plain plain = new Plain();
        Counts byHand = new Outages(home, () -> plain.ask(home.pc.url(), home.hub.url()), usual).play(PLAIN);
        table.row(outages + " outages of 3 s at 20 requests/s: failed", routed.failures(), "0", byHand.failures());
        table.row(
                "the same: later than usual by more than 250 ms, per outage, but for those under way when it went off",
                routed.perOutage(routed.late),
                "≤ 1",
                byHand.perOutage(byHand.late));
        table.row("the same: under way when it went off, per outage", routed.finished(), "", byHand.finished());
    }

    private Counts play(int outages) throws Exception {
        ExecutorService callers = Executors.newCachedThreadPool();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        List<Future<Answer>> calls = new ArrayList<>();
        try {
            caller.ask();
            var unused = clock.scheduleAtFixedRate(
                    () -> calls.add(callers.submit(this::ask)), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
            for (int i = 0; i < outages; i++) {
                wait(clock, i % 2 == 0 ? ON : ON.plusMillis(25));
                home.pc.dropPackets();
                // The command takes longer than a request takes to be sent: what began within it was still received.
                gone.add(System.nanoTime());
                wait(clock, OFF);
                home.pc.restore();
            }
            clock.shutdown();
            if (!clock.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the clock does not end");
            }
            return count(calls, outages);
        } finally {
            clock.shutdownNow();
            callers.shutdownNow();
        }
    }

    private static void wait(ScheduledExecutorService clock, Duration time) throws Exception {
        clock.schedule(() -> {}, time.toMillis(), TimeUnit.MILLISECONDS).get();
    }

    private Answer ask() throws Exception {
        long begun = System.nanoTime();
        boolean byPc = caller.ask();
        return new Answer(byPc, begun, System.nanoTime());
    }

    private Counts count(List<Future<Answer>> calls, int outages) throws Exception {
        int failed = 0;
        int late = 0;
        int byPc = 0;
        Clocked underWay = new Clocked();
        for (Future<Answer> call : calls) {
            try {
                Answer answer = call.get(1, TimeUnit.MINUTES);
                byPc += answer.byPc ? 1 : 0;
                if (gone.stream().anyMatch(answer::wasUnderWay)) {
                    underWay.add(answer.time());
                } else if (answer.time().compareTo(this.late) > 0) {
                    late++;
                }
            } catch (ExecutionException e) {
                failed++;
                System.err.println(e.getCause());
            }
        }
        return new Counts(calls.size(), failed, late, byPc, underWay, outages);
    }

    private record Answer(boolean byPc, long begun, long ended) {

        Duration time() {
            return Duration.ofNanos(ended - begun);
        }

        boolean wasUnderWay(long moment) {
            return begun < moment && moment < ended;
        }
    }

    private record Counts(int all, int failed, int late, int byPc, Clocked underWay, int outages) {

        String failures() {
            return failed + " of " + all + " (" + byPc + " answered by the PC)";
        }

        String perOutage(int count) {
            return String.format("%.1f", count / (double) outages);
        }

        String finished() {
            return perOutage(underWay.count()) + ", whole after " + Clocked.millis(underWay.median());
        }
    }
}
