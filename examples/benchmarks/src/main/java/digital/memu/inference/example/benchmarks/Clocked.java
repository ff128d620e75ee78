package digital.memu.inference.example.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Times of the same thing done several times. */
final class Clocked {

    private final List<Duration> times = new ArrayList<>();

    /** Something whose time counts. */
    interface Work {
        void run() throws Exception;
    }

    /** Does it so often. */
    static Clocked times(int count, Work work) throws Exception {
        Clocked clocked = new Clocked();
        for (int i = 0; i < count; i++) {
            clocked.add(time(work));
        }
        return clocked;
    }

    /** Does both so often, in turn, so that what slows one down slows down the other. */
    static List<Clocked> inTurn(int count, Work one, Work other) throws Exception {
        List<Clocked> both = List.of(new Clocked(), new Clocked());
        for (int i = 0; i < count; i++) {
            both.get(0).add(time(one));
            both.get(1).add(time(other));
        }
        return both;
    }

    static Duration time(Work work) throws Exception {
        long begun = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    void add(Duration time) {
        times.add(time);
    }

    int count() {
        return times.size();
    }

    Duration median() {
        return percentile(50);
    }

    Duration percentile(int percent) {
        List<Duration> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    static String millis(Duration time) {
        return String.format("%.1f ms", time.toNanos() / 1e6);
    }
}
