package digital.memu.inference.example.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An object of JSON that is being made; what is absent, null or empty text is left out, so that keys are always of a kind. */
final class Fields {
    private final Map<String, Object> members = new LinkedHashMap<>();

    Fields with(String name, @Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> with(name, present));
        } else if (value instanceof OptionalLong number) {
            number.ifPresent(present -> members.put(name, present));
        } else if (value instanceof OptionalInt number) {
            number.ifPresent(present -> members.put(name, present));
        } else if (value instanceof OptionalDouble number) {
            number.ifPresent(present -> members.put(name, present));
        } else if (value instanceof Duration duration) {
            members.put(name, duration.toMillis());
        } else if (value instanceof Fields fields) {
            members.put(name, fields.members);
        } else if (value != null && !"".equals(value)) {
            members.put(name, value);
        }
        return this;
    }

    Fields withAll(Fields others) {
        members.putAll(others.members);
        return this;
    }

    Map<String, Object> map() {
        return members;
    }
}
