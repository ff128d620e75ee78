package digital.memu.inference.tools.internal.shape;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a document: a value, or problems.
 *
 * @param value null exactly when there are problems
 */
public record Reading<T>(@Nullable T value, List<Problem> problems) {

    /** A document that is no object at all. */
    public static <T> Reading<T> unreadable(String why) {
        return new Reading<>(null, List.of(new Problem("", why, "")));
    }
}
