package digital.memu.inference.example.wizard.check;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The latest things of a kind, by name; the oldest go when there are too many. Thread-safe. */
public final class Recent<T> {

    private static final int MOST = 50;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, T> things = new LinkedHashMap<>();
    private final Consumer<T> onForgotten;

    /** Empty. */
    public Recent(Consumer<T> onForgotten) {
        this.onForgotten = onForgotten;
    }

    /** Remembers one. */
    public void put(String name, T thing) {
        List<T> forgotten = new ArrayList<>();
        lock.lock();
        try {
            things.put(name, thing);
            Iterator<T> oldest = things.values().iterator();
            for (int over = things.size() - MOST; over > 0; over--) {
                forgotten.add(oldest.next());
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
        forgotten.forEach(onForgotten);
    }

    /** One by its name. */
    public Optional<T> find(String name) {
        lock.lock();
        try {
            return Optional.ofNullable(things.get(name));
        } finally {
            lock.unlock();
        }
    }

    /** All of them. */
    public List<T> all() {
        lock.lock();
        try {
            return List.copyOf(things.values());
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all. */
    public void clear() {
        List<T> forgotten = all();
        lock.lock();
        try {
            things.clear();
        } finally {
            lock.unlock();
        }
        forgotten.forEach(onForgotten);
    }
}
