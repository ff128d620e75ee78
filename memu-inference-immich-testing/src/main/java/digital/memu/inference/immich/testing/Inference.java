package digital.memu.inference.immich.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The work on one request. What does not need a result of another goes on side by side. */
final class Inference {

    private final Service service;
    private final Worker worker;
    private final @Nullable SimulatedPhoto photo;
    private final String text;
    private final Map<Slot, List<?>> detected = new ConcurrentHashMap<>();
    private final Map<String, String> results = new ConcurrentHashMap<>();

    /** Work on a photo, or on the text if there is none. */
    Inference(Service service, Worker worker, @Nullable SimulatedPhoto photo, String text) {
        this.service = service;
        this.worker = worker;
        this.photo = photo;
        this.text = text;
    }

    /** The result per task as JSON. */
    Map<String, String> of(List<Entry> entries) throws WorkerDied, Refusal {
        runAll(entries.stream().filter(entry -> !entry.slot().needsDetection()).toList());
        runAll(entries.stream().filter(entry -> entry.slot().needsDetection()).toList());
        return results;
    }

    /** Ends with the first failure; what was begun goes on without us. */
    private void runAll(List<Entry> entries) throws WorkerDied, Refusal {
        if (entries.size() == 1) {
            run(entries.get(0));
            return;
        }
        Gathering gathering = new Gathering(service, entries.size());
        for (Entry entry : entries) {
            service.threads().start("immich-simulator-run", () -> gathering.add(() -> run(entry)));
        }
        gathering.await();
    }

    private void run(Entry entry) throws WorkerDied, Refusal {
        Slot slot = entry.slot();
        boolean strict = service.settings().isStrict();
        SimulatedMlModel model = service.model(entry).orElseThrow(Refusal::crash);
        if (!entry.options().isObject()) {
            throw Refusal.crash();
        }
        if (slot.needsDetection() && !detected.containsKey(slot.detection())) {
            throw Refusal.of(400, slot.missingDetection(service.settings().generation()));
        }
        worker.load(model, entry.key());
        boolean wrongPayload = (photo == null) != (slot == Slot.CLIP_TEXTUAL);
        if (wrongPayload || !(strict || hasNumbers(entry.options()))) {
            throw Refusal.crash();
        }
        Runnable configure = strict ? () -> {} : () -> worker.configure(entry);
        Supplier<Thresholds> thresholds =
                strict ? () -> Thresholds.usual(slot).with(entry.options()) : () -> worker.configured(entry.key());
        String result = worker.run(
                model.runTime(service.settings().runTime()), configure, () -> result(entry, model, thresholds.get()));
        if (slot == Slot.FACE_DETECTION && !strict) {
            // put in by the recognition; alone it is an array that the encoder refuses
            results.putIfAbsent(slot.task(), "");
        } else {
            results.put(slot.task(), result);
        }
    }

    private static boolean hasNumbers(JsonNode options) {
        JsonNode minScore = options.path("minScore");
        JsonNode maxResolution = options.path("maxResolution");
        return (minScore.isMissingNode() || minScore.isNumber())
                && (maxResolution.isMissingNode() || maxResolution.isNumber());
    }

    private String result(Entry entry, SimulatedMlModel model, Thresholds thresholds) {
        Contents contents = service.contents();
        if (photo == null) {
            return embedding(contents.vector(model, spoken(entry)));
        }
        Findings findings = new Findings(photo, thresholds);
        switch (entry.slot()) {
            case FACE_DETECTION -> {
                List<SimulatedFace> faces = findings.faces(contents.faces().apply(photo));
                detected.put(Slot.FACE_DETECTION, faces);
                return findings.detectedFaces(faces);
            }
            case FACE_RECOGNITION -> {
                return Json.array(
                        detected(Slot.FACE_DETECTION, SimulatedFace.class),
                        face -> Findings.face(face, embedding(contents.vector(model, face, photo))));
            }
            case OCR_DETECTION -> {
                boolean readingOrder = service.settings().isStrict();
                List<SimulatedLine> lines = findings.lines(contents.lines().apply(photo), readingOrder);
                detected.put(Slot.OCR_DETECTION, lines);
                return findings.detectedLines(lines);
            }
            case OCR_RECOGNITION -> {
                return findings.text(detected(Slot.OCR_DETECTION, SimulatedLine.class));
            }
            default -> {
                return embedding(contents.vector(model, photo));
            }
        }
    }

    /** The text as the model takes it: in most versions a language changes nothing. */
    private String spoken(Entry entry) {
        String language = entry.options().path("language").asText("");
        boolean heard = service.settings().isStrict() && entry.model().startsWith("nllb") && !language.isEmpty();
        return heard ? language + "\n" + text : text;
    }

    private <T> List<T> detected(Slot slot, Class<T> type) {
        List<?> found = detected.getOrDefault(slot, List.of());
        return found.stream().map(type::cast).toList();
    }

    private String embedding(float[] vector) {
        String array = Json.array(vector);
        return service.settings().embeddingsAsArray() ? array : Json.quoted(array);
    }
}
