package digital.memu.inference.tools.internal.shape;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the shape of a type by reflection, inner types included; for one thread. */
final class ShapeFinder {

    private static final String SUPPORTED = "Use text, numbers, booleans, enums, lists, arrays, maps with text keys,"
            + " Optional, dates and times of java.time, records, or classes with a constructor without arguments";

    private final Function<AnnotatedElement, String> words;
    private final Deque<Class<?>> within = new ArrayDeque<>();

    ShapeFinder(Function<AnnotatedElement, String> words) {
        this.words = words;
    }

    Shape ofRoot(Class<?> type) {
        if (type.isArray() || type.isPrimitive() || Leaves.of(type) != null || Containers.isContainer(type)) {
            throw new IllegalArgumentException(
                    type.getSimpleName() + " is no object with named fields. Make it a component of a record");
        }
        return object(type, type.getSimpleName());
    }

    private Shape of(AnnotatedType type, String where) {
        Shape shape = plain(type, where);
        return Members.isNullable(type.getAnnotations()) ? Absences.nullable(shape) : shape;
    }

    private Shape plain(AnnotatedType type, String where) {
        if (type instanceof AnnotatedArrayType array) {
            Shape element = of(array.getAnnotatedGenericComponentType(), where);
            return Containers.array(element, rawClass(array.getAnnotatedGenericComponentType(), where));
        }
        if (type instanceof AnnotatedWildcardType wildcard) {
            return of(wildcard.getAnnotatedUpperBounds()[0], where);
        }
        Class<?> raw = rawClass(type, where);
        Shape leaf = Leaves.of(raw);
        if (leaf != null) {
            return leaf;
        }
        return Containers.isContainer(raw) ? container(raw, type, where) : object(raw, where);
    }

    private Shape container(Class<?> raw, AnnotatedType type, String where) {
        if (!(type instanceof AnnotatedParameterizedType generic)) {
            throw new IllegalArgumentException(where + ": say what the " + raw.getSimpleName() + " holds, for example "
                    + (raw == Map.class ? "Map<String, Integer>" : raw.getSimpleName() + "<String>"));
        }
        AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
        if (raw == Map.class && arguments[0].getType() != String.class) {
            throw new IllegalArgumentException(where + ": the keys of a map must be of type String, as in JSON");
        }
        Shape inner = of(arguments[arguments.length - 1], where);
        return raw == Optional.class ? Absences.optional(inner) : Containers.of(raw, inner);
    }

    private Shape object(Class<?> type, String where) {
        if (within.contains(type)) {
            throw new IllegalArgumentException(where + ": " + type.getSimpleName()
                    + " contains itself, which Ollama's schemas cannot say. Give the depth by types of its own");
        }
        @Nullable String refusal = Members.refusal(type);
        if (refusal != null) {
            throw new IllegalArgumentException(where + ": " + type.getName() + " " + refusal + ". " + SUPPORTED);
        }
        within.push(type);
        try {
            List<ObjectShape.Property> properties = new ArrayList<>();
            for (Member member : Members.of(type)) {
                String place = type.getSimpleName() + "." + member.name();
                Shape shape = of(member.type(), place);
                if (member.nullable() && !shape.optional()) {
                    shape = Absences.nullable(shape);
                }
                properties.add(new ObjectShape.Property(member.name(), shape, words.apply(member.element())));
            }
            return new ObjectShape(type, words.apply(type), List.copyOf(properties), Maker.of(type));
        } finally {
            within.pop();
        }
    }

    private static Class<?> rawClass(AnnotatedType type, String where) {
        if (type.getType() instanceof Class<?> found) {
            return found;
        }
        if (type.getType() instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> found) {
            return found;
        }
        if (type.getType() instanceof GenericArrayType) {
            throw new IllegalArgumentException(where + ": an array of a generic type. Use a List");
        }
        throw new IllegalArgumentException(
                where + ": the type " + type.getType() + " is known only where it is used. Name a type");
    }
}
