package digital.memu.inference.tools.internal.shape;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Turns what a program returns into what JSON knows: maps, lists, texts, numbers, booleans and null. */
public final class Plain {

    private static final int MAX_DEPTH = 32;

    private Plain() {}

    /**
     * The value as JSON knows it.
     *
     * @throws IllegalArgumentException if a part of it cannot be told as JSON, or it turns in a circle
     */
    public static @Nullable Object of(@Nullable Object value) {
        return of(value, 0);
    }

    private static @Nullable Object of(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("it is nested too deeply, or contains itself");
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof CharSequence || value instanceof Character || isWritten(value)) {
            return value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            map.forEach((key, element) -> object.put(String.valueOf(of(key, depth + 1)), of(element, depth + 1)));
            return object;
        }
        if (value instanceof Iterable<?> elements) {
            List<@Nullable Object> list = new ArrayList<>();
            elements.forEach(element -> list.add(of(element, depth + 1)));
            return list;
        }
        if (value.getClass().isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                list.add(of(Array.get(value, i), depth + 1));
            }
            return list;
        }
        return optional(value, depth);
    }

    private static @Nullable Object optional(Object value, int depth) {
        if (value instanceof Optional<?> some) {
            return of(some.orElse(null), depth + 1);
        }
        if (value instanceof OptionalInt some) {
            return some.isPresent() ? some.getAsInt() : null;
        }
        if (value instanceof OptionalLong some) {
            return some.isPresent() ? some.getAsLong() : null;
        }
        if (value instanceof OptionalDouble some) {
            return some.isPresent() ? some.getAsDouble() : null;
        }
        return object(value, depth);
    }

    private static Object object(Object value, int depth) {
        Class<?> type = value.getClass();
        @Nullable String refusal = Members.refusal(type);
        if (refusal != null) {
            throw new IllegalArgumentException("a " + type.getName() + " cannot be told as JSON");
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (Member member : Members.of(type)) {
            try {
                object.put(member.name(), of(member.getter().get(value), depth + 1));
            } catch (InvocationTargetException e) {
                throw new IllegalArgumentException(type.getSimpleName() + "." + member.name() + " fails", e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return object;
    }

    private static boolean isWritten(Object value) {
        return value instanceof TemporalAccessor
                || value instanceof TemporalAmount
                || value instanceof ZoneId
                || Written.of(value.getClass()) != null;
    }
}
