package digital.memu.inference.tools.internal.shape;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Values without parts. */
final class Leaves {

    private Leaves() {}

    /** The shape of a type without parts; null for another type. */
    static @Nullable Shape of(Class<?> type) {
        if (type == String.class) {
            return new Text();
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Flag();
        }
        if (type == Object.class) {
            return new Anything();
        }
        if (type.isEnum()) {
            return new Choice(List.of((Enum<?>[]) type.getEnumConstants()));
        }
        if (type == OptionalInt.class) {
            return Absences.or(Numbers.whole(int.class), OptionalInt.empty(), n -> OptionalInt.of((Integer) n));
        }
        if (type == OptionalLong.class) {
            return Absences.or(Numbers.whole(long.class), OptionalLong.empty(), n -> OptionalLong.of((Long) n));
        }
        if (type == OptionalDouble.class) {
            return Absences.or(
                    Numbers.fraction(double.class), OptionalDouble.empty(), n -> OptionalDouble.of((Double) n));
        }
        Shape number = Numbers.of(type);
        return number != null ? number : Written.of(type);
    }

    private record Text() implements Shape {

        @Override
        public Map<String, Object> schema() {
            return Schemas.of("type", "string");
        }

        @Override
        public @Nullable Object read(Object json, String path, Problems problems) {
            // A post code that comes as a number is still a post code.
            if (json instanceof String || json instanceof Number || json instanceof Boolean) {
                return json.toString();
            }
            problems.add(path, "must be a text");
            return null;
        }
    }

    private record Flag() implements Shape {

        @Override
        public Map<String, Object> schema() {
            return Schemas.of("type", "boolean");
        }

        @Override
        public @Nullable Object read(Object json, String path, Problems problems) {
            if (json instanceof Boolean) {
                return json;
            }
            if (json instanceof String text && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
                return Boolean.valueOf(text);
            }
            problems.add(path, "must be true or false");
            return null;
        }
    }

    private record Anything() implements Shape {

        @Override
        public Map<String, Object> schema() {
            return Schemas.of();
        }

        @Override
        public Object read(Object json, String path, Problems problems) {
            return json;
        }
    }

    private record Choice(List<Enum<?>> constants) implements Shape {

        @Override
        public Map<String, Object> schema() {
            return Schemas.of("type", "string", "enum", names());
        }

        @Override
        public @Nullable Object read(Object json, String path, Problems problems) {
            for (Enum<?> constant : constants) {
                if (json instanceof String text
                        && constant.name()
                                .toLowerCase(Locale.ROOT)
                                .equals(text.strip().toLowerCase(Locale.ROOT))) {
                    return constant;
                }
            }
            problems.add(path, "must be one of " + String.join(", ", names()));
            return null;
        }

        private List<String> names() {
            return constants.stream().<String>map(Enum::name).toList();
        }
    }
}
