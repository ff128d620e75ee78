package digital.memu.inference.tools.internal.shape;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists, sets, arrays and maps. */
final class Containers {

    private static final Set<Class<?>> GENERIC =
            Set.of(List.class, Collection.class, Set.class, Map.class, Optional.class);

    private Containers() {}

    static boolean isContainer(Class<?> type) {
        return GENERIC.contains(type);
    }

    static Shape of(Class<?> raw, Shape inner) {
        if (raw == Map.class) {
            return new MapShape(inner);
        }
        return new ListShape(inner, raw == Set.class ? Containers::set : Collections::unmodifiableList);
    }

    static Shape array(Shape element, Class<?> type) {
        return new ListShape(element, values -> {
            Object array = Array.newInstance(type, values.size());
            for (int i = 0; i < values.size(); i++) {
                Array.set(array, i, values.get(i));
            }
            return array;
        });
    }

    private static Object set(List<@Nullable Object> values) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    private record ListShape(Shape element, Function<List<@Nullable Object>, Object> finish) implements Shape {

        @Override
        public Map<String, Object> schema() {
            return Schemas.of("type", "array", "items", element.schema());
        }

        @Override
        public @Nullable Object read(Object json, String path, Problems problems) {
            if (!(json instanceof List<?> list)) {
                problems.add(path, "must be a list");
                return null;
            }
            int before = problems.count();
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                values.add(element.readAny(list.get(i), path + "[" + i + "]", problems));
            }
            return problems.count() == before ? finish.apply(values) : null;
        }
    }

    private record MapShape(Shape inner) implements Shape {

        @Override
        public Map<String, Object> schema() {
            // Tools' schemas lose additionalProperties on the way (Ollama api/types.go), descriptions they keep.
            Map<String, Object> values = inner.schema();
            String words = "any names, each with a value of type " + values.getOrDefault("type", "any");
            return Schemas.of("type", "object", "description", words, "additionalProperties", values);
        }

        @Override
        public @Nullable Object read(Object json, String path, Problems problems) {
            if (!(json instanceof Map<?, ?> object)) {
                problems.add(path, "must be an object");
                return null;
            }
            int before = problems.count();
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : object.entrySet()) {
                // By number: the names are the model's, and may be private.
                String place = path + "[" + values.size() + "]";
                values.put(String.valueOf(entry.getKey()), inner.readAny(entry.getValue(), place, problems));
            }
            return problems.count() == before ? Collections.unmodifiableMap(values) : null;
        }
    }
}
