package digital.memu.inference.tools.internal.shape;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one document; for one thread. */
final class Problems {

    // A model that gets a long list wrong gets it wrong in the same way throughout.
    private static final int MAX = 12;

    private final List<Problem> told = new ArrayList<>();
    private int count;

    void add(String path, String what) {
        add(new Problem(path, what, ""));
    }

    void add(Problem problem) {
        if (count++ < MAX) {
            told.add(problem);
        }
    }

    /** How many there were, those left out included. */
    int count() {
        return count;
    }

    List<Problem> told() {
        return List.copyOf(told);
    }
}
