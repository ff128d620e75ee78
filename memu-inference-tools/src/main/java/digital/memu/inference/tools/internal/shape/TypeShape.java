package digital.memu.inference.tools.internal.shape;

import java.lang.reflect.AnnotatedElement;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a record or class. Immutable and thread-safe.
 *
 * @param <T> the record or class
 */
public final class TypeShape<T> {

    private final Class<T> type;
    private final Shape shape;

    private TypeShape(Class<T> type, Shape shape) {
        this.type = type;
        this.shape = shape;
    }

    /**
     * The shape of {@code type}.
     *
     * @param words what the program says about a type or one of its parts; empty where it says nothing
     * @throws IllegalArgumentException if it, or anything in it, cannot be told as JSON; the message says what and where
     */
    public static <T> TypeShape<T> of(Class<T> type, Function<AnnotatedElement, String> words) {
        return new TypeShape<>(type, new ShapeFinder(words).ofRoot(type));
    }

    /** The type's name without its package. */
    public String name() {
        return type.getSimpleName();
    }

    /** The JSON schema, made of maps, lists and texts. */
    public Map<String, Object> schema() {
        return shape.schema();
    }

    /** Checks the object, and builds the value; fields that the type does not know are ignored. */
    public Reading<T> read(Map<String, ? extends @Nullable Object> json) {
        Problems problems = new Problems();
        Object value = shape.read(json, "", problems);
        return new Reading<>(type.cast(value), problems.told());
    }
}
