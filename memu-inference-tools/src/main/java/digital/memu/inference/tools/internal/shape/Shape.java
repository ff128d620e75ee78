package digital.memu.inference.tools.internal.shape;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One place in a JSON document: what may stand there, and what Java makes of it. Immutable and thread-safe. */
interface Shape {

    /** The JSON schema, in an order that never changes. */
    Map<String, Object> schema();

    /** The value for Java; null, and a problem told, if {@code json} does not fit. */
    @Nullable
    Object read(Object json, String path, Problems problems);

    /** Whether the place may be left empty. */
    default boolean optional() {
        return false;
    }

    /** What an empty place means to Java. */
    default @Nullable Object absent() {
        return null;
    }

    /** The same for a place that may be empty: null stands for nothing. */
    default @Nullable Object readAny(@Nullable Object json, String path, Problems problems) {
        if (json != null) {
            return read(json, path, problems);
        }
        if (!optional()) {
            problems.add(path, "is missing");
        }
        return absent();
    }
}
