package digital.memu.inference.tools.internal.shape;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record or simple class: an object with named fields, of which those that are not optional must be there. */
record ObjectShape(Class<?> type, String description, List<Property> properties, Maker maker) implements Shape {

    record Property(String name, Shape shape, String description) {

        /** What the program says about the field stands before what the type says about its form. */
        Map<String, Object> schema() {
            return Schemas.described(shape.schema(), description);
        }
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> fields = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Property property : properties) {
            fields.put(property.name, property.schema());
            if (!property.shape.optional()) {
                required.add(property.name);
            }
        }
        Map<String, Object> schema = Schemas.of("type", "object", "properties", fields, "required", required);
        return Schemas.described(schema, description);
    }

    @Override
    public @Nullable Object read(Object json, String path, Problems problems) {
        if (!(json instanceof Map<?, ?> object)) {
            problems.add(path, "must be an object");
            return null;
        }
        int before = problems.count();
        @Nullable Object[] values = new @Nullable Object[properties.size()];
        for (int i = 0; i < values.length; i++) {
            Property property = properties.get(i);
            String place = path.isEmpty() ? property.name : path + "." + property.name;
            values[i] = property.shape.readAny(object.get(property.name), place, problems);
        }
        return problems.count() == before ? made(values, path, problems) : null;
    }

    private @Nullable Object made(@Nullable Object[] values, String path, Problems problems) {
        try {
            return maker.make(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            // The constructor's own check: its words are the program's, and tell the model what to mend.
            String words =
                    e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
            problems.add(new Problem(path, "is refused by " + type.getSimpleName(), words));
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make a " + type.getName(), e);
        }
    }
}
