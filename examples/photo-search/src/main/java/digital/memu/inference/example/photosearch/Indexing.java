package digital.memu.inference.example.photosearch;

import digital.memu.inference.example.console.Failures;
import digital.memu.inference.example.console.Plain;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Looks at files and puts what was found into the index, at short intervals for good.
 *
 * <p>One thread writes; a few others look. {@link #stop} may be called by any.
 */
final class Indexing {

    /** One more than the requests that go on at once: it makes the next photo ready meanwhile. */
    private static final int LOOKERS = 3;

    private static final int MOST_IN_HAND = 2 * LOOKERS;
    private static final Duration TICK = Duration.ofMillis(200);
    private static final int MOST_UNCOMMITTED = 50;
    private static final Duration LONGEST_UNCOMMITTED = Duration.ofSeconds(5);

    /** So many photos in a row are not bad: the servers are. */
    private static final int MOST_FAILURES = 10;

    private final PhotoIndexWriter index;
    private final KnownPhotos known;
    private final Analyst analyst;
    private final Patience patience;
    private final Progress progress;
    private final Tally tally = new Tally();
    private final List<Outcome.Unreadable> doubtful = new ArrayList<>();
    private final AtomicReference<@Nullable RuntimeException> end = new AtomicReference<>();
    private boolean again;
    private int failures;
    private int uncommitted;
    private long committedAt = System.nanoTime();
    private volatile boolean stopped;

    Indexing(PhotoIndexWriter index, KnownPhotos known, Analyst analyst, Patience patience, Progress progress) {
        this.index = index;
        this.known = known;
        this.analyst = analyst;
        this.patience = patience;
        this.progress = progress;
    }

    /** Lets {@link #run} end soon; what was done until then is kept. */
    void stop() {
        stopped = true;
        patience.stop();
    }

    /**
     * Looks at all these files, or until it is stopped. However it ends, what was done is in the index, unless it is the index
     * that failed.
     */
    Tally run(List<PhotoFile> files) throws IOException {
        ExecutorService lookers = Executors.newFixedThreadPool(LOOKERS, Indexing::daemon);
        try {
            work(files.iterator(), lookers);
            if (tally.looked > 0) {
                askAgain(lookers);
            }
        } catch (ExecutionException e) {
            if (!stopped) {
                index.commit();
                throw rethrown(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lookers.shutdownNow();
        }
        index.commit();
        if (!doubtful.isEmpty() && !stopped) {
            throw sickServers(doubtful.size(), doubtful.get(0).why());
        }
        return tally;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "looker");
        thread.setDaemon(true);
        return thread;
    }

    private static RuntimeException rethrown(ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
            return cause;
        }
        if (e.getCause() instanceof Error cause) {
            throw cause;
        }
        return new IllegalStateException(e.getCause());
    }

    private void work(Iterator<PhotoFile> files, ExecutorService lookers)
            throws IOException, ExecutionException, InterruptedException {
        CompletionService<Outcome> outcomes = new ExecutorCompletionService<>(lookers);
        int inHand = 0;
        while (!stopped && (inHand > 0 || files.hasNext())) {
            while (inHand < MOST_IN_HAND && files.hasNext()) {
                PhotoFile file = files.next();
                outcomes.submit(() -> look(file));
                inHand++;
            }
            Future<Outcome> done = outcomes.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
            progress.tick(patience.waitingFor());
            if (done != null) {
                inHand--;
                take(done.get());
            }
            commitSometimes();
        }
    }

    /** What ends the run is thrown for the photos behind it too, so that no server is asked once more before it has ended. */
    private Outcome look(PhotoFile file) {
        RuntimeException earlier = end.get();
        if (earlier != null) {
            throw earlier;
        }
        try {
            return analyst.look(file);
        } catch (RuntimeException e) {
            end.compareAndSet(null, e);
            throw e;
        }
    }

    private void take(Outcome outcome) throws IOException {
        PhotoFile file = outcome.file();
        String by = "";
        if (outcome instanceof Outcome.Found found) {
            index.put(found.content(), found.findings());
            index.put(file, found.content());
            known.put(file, found.content());
            by = found.findings().route().backend();
            tally.looked++;
            failures = 0;
        } else if (outcome instanceof Outcome.Known copy) {
            index.put(file, copy.content());
            known.put(file, copy.content());
            tally.known += known.isUnreadable(copy.content()) ? 0 : 1;
        } else if (outcome instanceof Outcome.Unreadable photo) {
            if (photo.doubtful() && !again) {
                doubtful.add(photo);
                countFailure(photo.why());
                return;
            }
            remember(photo);
        } else if (outcome instanceof Outcome.Failed failed) {
            tally.problems.add(new Problem(file.path(), failed.why()));
            if (failed.byServers()) {
                countFailure(failed.why());
            }
        }
        uncommitted++;
        progress.done(by);
    }

    /** Servers look at photos as they should: those that they fail on twice are bad indeed, and not only at that moment. */
    private void askAgain(ExecutorService lookers) throws IOException, ExecutionException, InterruptedException {
        List<PhotoFile> files = doubtful.stream().map(Outcome.Unreadable::file).toList();
        doubtful.clear();
        again = true;
        work(files.iterator(), lookers);
    }

    private void remember(Outcome.Unreadable photo) throws IOException {
        index.putUnreadable(photo.content(), photo.why());
        index.put(photo.file(), photo.content());
        known.putUnreadable(photo.file(), photo.content(), photo.why());
    }

    private void countFailure(String why) throws IOException {
        failures++;
        if (failures >= MOST_FAILURES) {
            index.commit();
            throw sickServers(failures, why);
        }
    }

    private Failures.NotDone sickServers(int photos, String why) {
        return new Failures.NotDone(
                "Servers failed on " + Plain.count(photos, "photo") + " and served none: " + Plain.of(why)
                        + ". Do they know the models " + analyst.models()
                        + "? Look at their logs; the same command goes on"
                        + " there.",
                null);
    }

    private void commitSometimes() throws IOException {
        long now = System.nanoTime();
        boolean longAgo = now - committedAt >= LONGEST_UNCOMMITTED.toNanos();
        if (uncommitted >= MOST_UNCOMMITTED || (longAgo && uncommitted > 0)) {
            index.commit();
            uncommitted = 0;
            committedAt = now;
        }
    }
}
