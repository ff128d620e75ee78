package digital.memu.inference.ollama;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object, each of which may be absent, null, or of another type than expected. */
record Fields(Map<?, ? extends @Nullable Object> map) {

    /** Empty when there is none. */
    String text(String name) {
        return map.get(name) instanceof String text ? text : "";
    }

    Optional<String> optionalText(String name) {
        return Optional.of(text(name)).filter(text -> !text.isEmpty());
    }

    OptionalLong number(String name) {
        return map.get(name) instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }

    OptionalInt count(String name) {
        OptionalLong number = number(name);
        boolean fits = number.isPresent() && number.getAsLong() >= 0 && number.getAsLong() <= Integer.MAX_VALUE;
        return fits ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }

    /** RFC 3339 with any offset and any number of digits; Go's zero time means that there is none. */
    Optional<Instant> time(String name) {
        try {
            return optionalText(name)
                    .filter(text -> !text.startsWith("0001-"))
                    .map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    Fields object(String name) {
        return new Fields(map.get(name) instanceof Map<?, ?> object ? object : Map.of());
    }

    List<Fields> objects(String name) {
        return list(name).stream()
                .filter(Map.class::isInstance)
                .map(element -> new Fields((Map<?, ?>) element))
                .toList();
    }

    List<String> texts(String name) {
        return list(name).stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    private List<?> list(String name) {
        return map.get(name) instanceof List<?> list ? list : List.of();
    }
}
