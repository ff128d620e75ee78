package digital.memu.inference.example.photosearch;

import digital.memu.inference.example.console.Durations;
import digital.memu.inference.example.console.Failures;
import digital.memu.inference.example.console.Plain;
import digital.memu.inference.example.console.Words;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.Evidence;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks servers for as long as it may help: when nobody is there it waits until somebody is, for all threads at once.
 * Thread-safe.
 */
final class Patience {

    /** A server that lives and fails on the same photo so often will go on doing so. */
    private static final int MOST_FAILURES = 3;

    private final Home home;
    private final Duration giveUpAfter;
    private final Duration pause;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ReentrantLock waitingRoom = new ReentrantLock();
    private final AtomicInteger returns = new AtomicInteger();
    private volatile boolean served;
    private volatile long answeredAt = System.nanoTime();
    private volatile @Nullable String waitingFor;

    /** With this pause between two looks whether somebody is there again. */
    Patience(Home home, Duration giveUpAfter, Duration pause) {
        this.home = home;
        this.giveUpAfter = giveUpAfter;
        this.pause = pause;
    }

    /** Why it waits at this moment; empty when it does not. */
    Optional<String> waitingFor() {
        return Optional.ofNullable(waitingFor);
    }

    /** Ends all waiting, now and later. */
    void stop() {
        stopped.countDown();
    }

    /**
     * Asks until there is an answer.
     *
     * @throws NotNowException if servers live and fail all the same
     * @throws Failures.NotDone if nobody was there, or said anything, for too long
     * @throws InferenceException if asking again would not help
     */
    <T> T ask(Supplier<T> question) {
        int failures = 0;
        long begun = System.nanoTime();
        while (true) {
            int before = returns.get();
            try {
                T answer = question.get();
                served = true;
                answeredAt = System.nanoTime();
                return answer;
            } catch (UnprocessablePhotoException | InferenceCancelledException e) {
                throw e;
            } catch (InferenceException e) {
                if (!mayPass(e)) {
                    throw e;
                }
                boolean wasAway = waitForSomebody(e, before, ++failures, begun);
                if (wasAway) {
                    failures = 0;
                    begun = System.nanoTime();
                }
            }
        }
    }

    /** What is set up wrongly is told while its owner looks on; later the others may be worth waiting for. */
    private boolean mayPass(InferenceException failure) {
        if (failure instanceof AllBackendsFailedException) {
            boolean passing = Arrays.stream(failure.getSuppressed()).anyMatch(Patience::isPassing);
            boolean lasting = !Arrays.stream(failure.getSuppressed()).allMatch(Patience::isPassing);
            return served ? passing || home.isAnybodyDown() : passing && !lasting;
        }
        return isPassing(failure);
    }

    private static boolean isPassing(Throwable failure) {
        return failure instanceof InferenceTimeoutException
                || (failure instanceof InferenceException e
                        && (e.evidence() == Evidence.HARD || e.evidence() == Evidence.SOFT));
    }

    /** One that is frozen takes what it is sent, and says nothing: with nobody else served it is as good as away. */
    private boolean isSilence(InferenceException failure, long begun) {
        List<Throwable> reasons =
                failure instanceof AllBackendsFailedException ? List.of(failure.getSuppressed()) : List.of(failure);
        return answeredAt - begun < 0
                && reasons.stream().anyMatch(InferenceTimeoutException.class::isInstance)
                && reasons.stream()
                        .allMatch(reason ->
                                reason instanceof InferenceTimeoutException || reason instanceof ConnectionException);
    }

    /** True if nobody was there for a while, and somebody is now. */
    private boolean waitForSomebody(InferenceException failure, int before, int failures, long begun) {
        lockWaitingRoom();
        try {
            if (returns.get() != before) {
                return true; // another thread has waited meanwhile
            }
            if (home.isAnybodyThere()) {
                if (isSilence(failure, begun)) {
                    giveUpIfTooLong(begun, "No server answered within ", failure);
                } else if (failures >= MOST_FAILURES) {
                    throw new NotNowException(failure);
                }
                pause(pause.multipliedBy(failures));
                return false;
            }
            waitingFor = reason(failure);
            long began = System.nanoTime();
            do {
                giveUpIfTooLong(began, "No server came back within ", failure);
                pause(pause);
            } while (!home.isAnybodyThere());
            returns.incrementAndGet();
            return true;
        } finally {
            waitingFor = null;
            waitingRoom.unlock();
        }
    }

    private void giveUpIfTooLong(long since, String words, InferenceException failure) {
        if (System.nanoTime() - since >= giveUpAfter.toNanos()) {
            throw new Failures.NotDone(
                    words + Durations.words(giveUpAfter) + "." + System.lineSeparator() + Words.of(failure), failure);
        }
    }

    private void lockWaitingRoom() {
        try {
            waitingRoom.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void pause(Duration time) {
        try {
            if (stopped.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new InferenceCancelledException("Stopped while waiting for a server");
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InferenceCancelledException interrupted() {
        Thread.currentThread().interrupt();
        return new InferenceCancelledException("Interrupted while waiting for a server");
    }

    /** Each server with its reason, in one line. */
    private static String reason(InferenceException failure) {
        Stream<Attempt> attempts =
                failure instanceof AllBackendsFailedException all ? all.route().attempts().stream() : Stream.empty();
        String reasons = attempts.map(attempt -> attempt.backend() + ": " + attempt.reason())
                .collect(Collectors.joining("; "));
        return Plain.of(reasons.isEmpty() ? failure.what() : reasons);
    }

    /** Servers live, and fail on this photo at this time. */
    static final class NotNowException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotNowException(InferenceException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
