package digital.memu.inference.ollama.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options that a model is loaded with; another value needs a new load. */
record RunnerOptions(int contextLength, @Nullable Integer gpuLayers, List<String> others) {

    private static final List<String> NAMES =
            List.of("num_batch", "main_gpu", "use_mmap", "num_thread", "draft_num_predict");

    static RunnerOptions of(JsonNode request, SimulatedModel model, Settings settings) {
        JsonNode options = request.path("options");
        int asked = options.path("num_ctx").asInt(settings.contextLength());
        List<String> others = new ArrayList<>();
        NAMES.forEach(name -> others.add(options.path(name).asText()));
        if (settings.version().usesLlamaServer()) {
            others.add(String.valueOf(request.path("shift").asBoolean(true)));
        }
        int gpuLayers = options.path("num_gpu").asInt(-1);
        return new RunnerOptions(
                Math.min(asked, model.contextLength()), gpuLayers < 0 ? null : gpuLayers, List.copyOf(others));
    }

    /** Whether a model loaded with these options serves a request with those; a GPU choice left open fits any. */
    boolean serves(RunnerOptions wanted) {
        return contextLength == wanted.contextLength
                && others.equals(wanted.others)
                && (wanted.gpuLayers == null || wanted.gpuLayers.equals(gpuLayers));
    }
}
