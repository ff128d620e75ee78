package digital.memu.inference.ollama;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which model a server uses for the name that a caller asks for. Immutable. */
final class ModelMap {

    private static final ModelMap AS_ASKED = new ModelMap(null, Map.of());

    private final @Nullable String standard;
    private final Map<Object, String> here;

    /**
     * A map.
     *
     * @param standard for a caller who names none
     * @param mapping logical names to names on this server
     */
    ModelMap(@Nullable String standard, Map<String, String> mapping) {
        this.standard = standard;
        this.here = new LinkedHashMap<>();
        mapping.forEach((logical, name) -> here.put(key(logical), name));
    }

    /** Every name as it is asked for. */
    static ModelMap asAsked() {
        return AS_ASKED;
    }

    /** The name on this server; null where none was asked for and there is no standard. */
    @Nullable
    String resolve(@Nullable String asked) {
        if (asked == null) {
            return standard;
        }
        return here.getOrDefault(key(asked), asked);
    }

    /** {@code llama3.2} and {@code llama3.2:latest} are one name; what is no name for Ollama may be one here. */
    private static Object key(String name) {
        try {
            return ModelName.parse(name);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
