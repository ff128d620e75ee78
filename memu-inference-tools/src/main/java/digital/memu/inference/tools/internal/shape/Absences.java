package digital.memu.inference.tools.internal.shape;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Places that may be left empty. */
final class Absences {

    private Absences() {}

    /** Empty means null. */
    static Shape nullable(Shape inner) {
        return new Optionally(inner, UnaryOperator.identity(), inner.absent());
    }

    /** Empty means an empty Optional. */
    static Shape optional(Shape inner) {
        return new Optionally(inner, Optional::of, Optional.empty());
    }

    /** Empty means the given value. */
    static Shape or(Shape inner, Object absent, UnaryOperator<Object> wrap) {
        return new Optionally(inner, wrap, absent);
    }

    private record Optionally(
            Shape inner,
            UnaryOperator<Object> wrap,
            @Nullable Object absent) implements Shape {

        @Override
        public Map<String, Object> schema() {
            return inner.schema();
        }

        @Override
        public @Nullable Object read(Object json, String path, Problems problems) {
            Object value = inner.read(json, path, problems);
            return value == null ? null : wrap.apply(value);
        }

        @Override
        public boolean optional() {
            return true;
        }
    }
}
