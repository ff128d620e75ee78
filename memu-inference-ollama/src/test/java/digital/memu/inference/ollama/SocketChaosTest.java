package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Every fault in every phase of every kind of work, over real sockets and the real exchange; fleets and what is known before
 * are drawn by a seed.
 *
 * <p>Another draw: {@code -Dchaos.seed=7}. One cell alone: {@code -Dchaos.cell=SocketCell[fault=FROZEN, …]}, as a failure
 * prints it.
 */
class SocketChaosTest {

    private static final long SEED = Long.getLong("chaos.seed", 20_261_127);
    private static final String ONLY = System.getProperty("chaos.cell", "");
    private static final int AT_ONCE = 6;

    @Test
    void everyCellEndsAsItMust() throws Exception {
        List<SocketCell> cells = cells();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (SocketCell cell : cells) {
                runs.add(threads.submit(() -> run(cell, failures)));
            }
            for (Future<?> run : runs) {
                run.get(5, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(failures).as("of %d cells of seed %d", cells.size(), SEED).isEmpty();
        assertThat(cells).hasSizeGreaterThanOrEqualTo(ONLY.isEmpty() ? 100 : 1);
        assertThat(LibraryThreads.alive()).isEmpty();
    }

    private static List<SocketCell> cells() {
        Random random = new Random(SEED);
        List<SocketCell> cells = new ArrayList<>();
        for (SocketFault fault : SocketFault.values()) {
            for (SocketCell.Phase phase : SocketCell.Phase.values()) {
                for (SocketWork work : SocketWork.values()) {
                    SocketCell cell = new SocketCell(
                            fault,
                            phase,
                            work,
                            one(random, SocketCell.Fleet.values()),
                            one(random, SocketCell.Before.values()),
                            random.nextBoolean(),
                            random.nextInt(1_000_000));
                    if (cell.isPossible() && (ONLY.isEmpty() || cell.toString().equals(ONLY))) {
                        cells.add(cell);
                    }
                }
            }
        }
        return cells;
    }

    private static <T> T one(Random random, T[] of) {
        return of[random.nextInt(of.length)];
    }

    private static void run(SocketCell cell, Queue<String> failures) {
        try {
            cell.run();
        } catch (RuntimeException | AssertionError e) {
            failures.add(cell + ": " + e);
        }
    }
}
