package digital.memu.inference.internal.routing;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The photos on which one backend has failed since it served one last.
 *
 * <p>A bad photo and a broken server look alike; several different photos in a row are the server's fault. Thread-safe.
 */
final class BadPhotos {

    private static final int REMEMBERED = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<String> names = new LinkedHashSet<>();

    /** Notes a photo; true if it is not the only one. */
    boolean areSeveral(String photo) {
        lock.lock();
        try {
            if (names.size() < REMEMBERED) {
                names.add(photo);
            }
            return names.size() > 1;
        } finally {
            lock.unlock();
        }
    }

    /** These say nothing about the backend. */
    void forget(Set<String> photos) {
        lock.lock();
        try {
            names.removeAll(photos);
        } finally {
            lock.unlock();
        }
    }

    /** It served a photo, so that those before were bad indeed: which they were, and nothing is kept. */
    Set<String> proved() {
        lock.lock();
        try {
            Set<String> bad = Set.copyOf(names);
            names.clear();
            return bad;
        } finally {
            lock.unlock();
        }
    }
}
