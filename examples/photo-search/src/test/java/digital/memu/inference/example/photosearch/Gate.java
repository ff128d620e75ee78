package digital.memu.inference.example.photosearch;

import digital.memu.inference.immich.testing.SimulatedFace;
import digital.memu.inference.immich.testing.SimulatedPhoto;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Lets a server look at so many photos and keeps it at the next ones, so that a run is not over before a test has done to it
 * what it is about. Open at first; to be opened before the server is closed.
 */
final class Gate {

    private static final int ALL = Integer.MAX_VALUE / 2;

    private final Semaphore photos = new Semaphore(ALL);

    /** Lets only so many more through. */
    void closeAfter(int number) {
        photos.drainPermits();
        photos.release(number);
    }

    /** Lets all through again, those that wait too. */
    void open() {
        photos.drainPermits();
        photos.release(ALL);
    }

    /** What the server finds in a photo, once it is let through: nobody. */
    List<SimulatedFace> faces(SimulatedPhoto photo) {
        photos.acquireUninterruptibly();
        return List.of();
    }
}
