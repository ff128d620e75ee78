package digital.memu.inference.tools.internal.shape;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pieces of JSON schema, in the order given: models read them from top to bottom. */
final class Schemas {

    private Schemas() {}

    /** Names and values by turns. */
    static Map<String, Object> of(Object... entries) {
        Map<String, Object> schema = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            schema.put((String) entries[i], entries[i + 1]);
        }
        return Collections.unmodifiableMap(schema);
    }

    /** The schema with this said about it, before what it says itself. */
    static Map<String, Object> described(Map<String, Object> schema, String description) {
        if (description.isEmpty()) {
            return schema;
        }
        Map<String, Object> told = new LinkedHashMap<>(schema);
        told.merge("description", description, (form, words) -> words + "; " + form);
        return Collections.unmodifiableMap(told);
    }
}
