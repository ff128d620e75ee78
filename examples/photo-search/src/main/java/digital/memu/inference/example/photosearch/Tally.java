package digital.memu.inference.example.photosearch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a run did, for its last words. */
final class Tally {

    int looked;
    int known;
    int removed;
    final List<Problem> problems = new ArrayList<>();

    /** What changed, in words; "nothing new" where nothing did. */
    String changes() {
        List<String> changes = new ArrayList<>();
        add(changes, looked, "new");
        add(changes, known, "moved or copied");
        add(changes, removed, "removed");
        return changes.isEmpty() ? "nothing new" : changes.stream().collect(Collectors.joining(", "));
    }

    private static void add(List<String> changes, int number, String what) {
        if (number > 0) {
            changes.add(number + " " + what);
        }
    }
}
