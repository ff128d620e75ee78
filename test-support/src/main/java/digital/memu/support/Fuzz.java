package digital.memu.support;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Random input: so many rounds in every build, always the same ones, and with {@code -Dfuzz.seconds=N} others for so long.
 *
 * <p>A round that fails names its seed; {@code -Dfuzz.seed=SEED} runs that round alone.
 */
public final class Fuzz {

    private static final long FIRST_SEED = 20_261_122;

    private Fuzz() {}

    /** What is done in one round, all of it by chance. */
    @FunctionalInterface
    public interface Round {
        void run(Random random) throws Exception;
    }

    /** Runs the rounds, this many in every build; true if they were so many that it means something to count what happened. */
    public static boolean rounds(int count, Round round) {
        Long only = Long.getLong("fuzz.seed");
        long seconds = Long.getLong("fuzz.seconds", 0);
        // On a thread of its own: an exception copies the stack, and below JUnit that is deep enough to double the
        // time.
        CompletableFuture<Void> all = CompletableFuture.runAsync(() -> {
            if (only != null) {
                run(round, only);
            } else if (seconds > 0) {
                long end = System.nanoTime() + seconds * 1_000_000_000;
                for (long seed = System.currentTimeMillis() << 20; System.nanoTime() - end < 0; seed++) {
                    run(round, seed);
                }
            } else {
                for (int i = 0; i < count; i++) {
                    run(round, FIRST_SEED + i);
                }
            }
        });
        try {
            all.join();
            return only == null && seconds == 0;
        } catch (CompletionException e) {
            if (e.getCause() instanceof AssertionError failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static void run(Round round, long seed) {
        try {
            // Neighbouring seeds begin alike.
            round.run(new Random(seed * 0x9E3779B97F4A7C15L));
        } catch (Exception | Error e) {
            throw new AssertionError("-Dfuzz.seed=" + seed + ": " + e, e);
        }
    }
}
