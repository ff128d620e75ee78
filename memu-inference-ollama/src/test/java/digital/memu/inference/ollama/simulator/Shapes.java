package digital.memu.inference.ollama.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The keys and types of JSON, without its values. */
final class Shapes {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Real servers leave it out where it is 0, which is a matter of luck. */
    private static final String BY_CHANCE = "eval_duration";

    /** What is in it depends on the model file. */
    private static final Set<String> OPAQUE = Set.of("model_info");

    private Shapes() {}

    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    static Set<String> ofLines(List<String> lines) {
        Set<String> shapes = new TreeSet<>();
        lines.forEach(line -> shapes.add(of(parse(line))));
        return shapes;
    }

    static String of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> ofObject(node);
            case ARRAY -> ofArray(node);
            case STRING -> "string";
            case BOOLEAN -> "bool";
            case NUMBER -> node.isIntegralNumber() ? "int" : "float";
            default -> "null";
        };
    }

    private static String ofObject(JsonNode node) {
        Set<String> fields = new TreeSet<>();
        node.properties().forEach(field -> {
            String shape = OPAQUE.contains(field.getKey())
                    ? field.getValue().getNodeType().name()
                    : of(field.getValue());
            if (!field.getKey().equals(BY_CHANCE)) {
                fields.add(field.getKey() + ":" + shape);
            }
        });
        return "{" + String.join(",", fields) + "}";
    }

    private static String ofArray(JsonNode node) {
        Set<String> shapes = new TreeSet<>();
        node.forEach(element -> shapes.add(of(element)));
        return "[" + String.join("|", shapes) + "]";
    }
}
