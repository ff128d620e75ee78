package digital.memu.inference.ollama.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** The types of {@code options}, in Go's words; an unknown option is ignored. */
final class OptionTypes {

    private static final Map<String, List<String>> NAMES = Map.of(
            "integer",
            List.of(
                    "num_ctx",
                    "num_batch",
                    "num_gpu",
                    "main_gpu",
                    "num_thread",
                    "num_keep",
                    "seed",
                    "num_predict",
                    "top_k",
                    "repeat_last_n"),
            "float32",
            List.of(
                    "temperature",
                    "top_p",
                    "min_p",
                    "typical_p",
                    "repeat_penalty",
                    "presence_penalty",
                    "frequency_penalty"),
            "bool",
            List.of("use_mmap"),
            "[]string",
            List.of("stop"));

    private OptionTypes() {}

    static void check(JsonNode options) throws Refusal {
        for (Map.Entry<String, List<String>> type : NAMES.entrySet()) {
            for (String name : type.getValue()) {
                JsonNode value = options.path(name);
                if (!value.isMissingNode() && !value.isNull() && !fits(value, type.getKey())) {
                    throw new Refusal(500, "option \"" + name + "\" must be of type " + type.getKey());
                }
            }
        }
    }

    private static boolean fits(JsonNode value, String type) {
        return switch (type) {
            case "[]string" -> value.isArray();
            case "bool" -> value.isBoolean();
            default -> value.isNumber();
        };
    }
}
