package digital.memu.inference.immich.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Simulators with the models of the recorded services, which find in the recorded pictures what those found. */
final class RecordedService {

    private static final Map<String, List<SimulatedFace>> FACES = new HashMap<>();
    private static final Map<String, List<SimulatedLine>> LINES = new HashMap<>();

    static {
        for (String recording : List.of("faces", "ocr", "all-in-one")) {
            String answer =
                    new String(Requests.recorded("lenient/" + recording + ".response.http"), StandardCharsets.UTF_8);
            JsonNode found = json(answer.substring(answer.indexOf("\r\n\r\n") + 4));
            String picture = Vectors.sha256(Requests.picture(recording));
            FACES.put(picture, faces(found.path("facial-recognition")));
            LINES.put(picture, lines(found.path("ocr")));
        }
    }

    private RecordedService() {}

    /**
     * A simulator like the service of this generation.
     *
     * @param hasty whether it has a short keep-alive
     */
    static ImmichMlSimulator like(Generation generation, boolean hasty) {
        return ImmichMlSimulator.builder()
                .generation(generation)
                .keepAlive(hasty ? Duration.ofMillis(50) : Duration.ofMinutes(1))
                .model(SimulatedMlModel.clip("RN50__cc12m", 8).build())
                .model(SimulatedMlModel.clip("RN101__openai", 512).build())
                .model(SimulatedMlModel.clip("nllb-clip-base-siglip__v1", 16).build())
                .model(SimulatedMlModel.clip("XLM-Roberta-Large-Vit-B-32", 16).build())
                .model(SimulatedMlModel.clip("RN50__openai", 1024).notLoadable().build())
                .model(SimulatedMlModel.clip("ViT-B-16__laion400m_e31", 512)
                        .notLoadable()
                        .build())
                .faces(photo -> FACES.getOrDefault(photo.sha256(), List.of()))
                .text(photo -> LINES.getOrDefault(photo.sha256(), List.of()))
                .build();
    }

    private static List<SimulatedFace> faces(JsonNode found) {
        List<SimulatedFace> faces = new ArrayList<>();
        for (JsonNode face : found) {
            JsonNode box = face.path("boundingBox");
            faces.add(SimulatedFace.at(
                            box.path("x1").asDouble(),
                            box.path("y1").asDouble(),
                            box.path("x2").asDouble(),
                            box.path("y2").asDouble())
                    .withScore(face.path("score").asDouble()));
        }
        return faces;
    }

    private static List<SimulatedLine> lines(JsonNode found) {
        List<SimulatedLine> lines = new ArrayList<>();
        for (int i = 0; i < found.path("text").size(); i++) {
            float[] corners = new float[8];
            for (int j = 0; j < 8; j++) {
                corners[j] = found.path("box").path(8 * i + j).floatValue();
            }
            lines.add(SimulatedLine.of(found.path("text").path(i).asText(), 0, 0, 1, 1)
                    .withCorners(corners)
                    .withScores(
                            found.path("boxScore").path(i).asDouble(),
                            found.path("textScore").path(i).asDouble()));
        }
        // recorded last line first
        Collections.reverse(lines);
        return lines;
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
