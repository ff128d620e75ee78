package digital.memu.inference.immich.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** Reads the field {@code entries} as one generation of the service does, with its answers to what is wrong in it. */
final class EntriesReader {

    private static final String INVALID = "Invalid request format.";
    private static final JsonNode NO_OPTIONS = JsonNodeFactory.instance.objectNode();
    private static final Set<String> SLOT_KEYS = Set.of("modelName", "options");

    private final Generation generation;
    private final BiPredicate<String, Slot> known;

    EntriesReader(Generation generation, BiPredicate<String, Slot> known) {
        this.generation = generation;
        this.known = known;
    }

    List<Entry> read(String text) throws Refusal {
        JsonNode tasks = Json.read(text).orElseThrow(EntriesReader::invalid);
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> task : object(tasks).properties()) {
            if (generation == Generation.STRICT) {
                readStrictly(task.getKey(), task.getValue(), entries);
            } else {
                readLeniently(task.getKey(), task.getValue(), entries);
            }
        }
        if (entries.isEmpty() && generation == Generation.STRICT) {
            throw Refusal.of(422, "No model task requested.");
        }
        return entries;
    }

    /** Nothing is checked but what the code happens to trip over; some of that is caught and some is not. */
    private void readLeniently(String task, JsonNode types, List<Entry> entries) throws Refusal {
        for (Map.Entry<String, JsonNode> type : object(types).properties()) {
            JsonNode slot = type.getValue();
            if (!slot.isObject()) {
                throw Refusal.crash();
            }
            String model = modelName(slot);
            Slot which = Slot.of(task, type.getKey()).orElseThrow(Refusal::crash);
            if (!known.test(model, which)) {
                throw Refusal.crash();
            }
            entries.add(
                    new Entry(model, which, slot.path("options").isMissingNode() ? NO_OPTIONS : slot.get("options")));
        }
    }

    private void readStrictly(String task, JsonNode types, List<Entry> entries) throws Refusal {
        if (!Slot.isTask(task)) {
            throw invalid();
        }
        if (types.isNull()) {
            return;
        }
        for (Map.Entry<String, JsonNode> type : object(types).properties()) {
            Slot which = Slot.of(task, type.getKey()).orElseThrow(EntriesReader::invalid);
            JsonNode slot = type.getValue();
            if (slot.isNull()) {
                continue;
            }
            for (Map.Entry<String, JsonNode> key : object(slot).properties()) {
                if (!SLOT_KEYS.contains(key.getKey())) {
                    throw invalid();
                }
            }
            JsonNode options = slot.has("options") ? object(slot.get("options")) : NO_OPTIONS;
            check(which, options);
            entries.add(new Entry(modelName(slot), which, options));
        }
    }

    /** Options that a slot does not know are let pass, so that a newer client may send them. */
    private static void check(Slot slot, JsonNode options) throws Refusal {
        boolean valid = switch (slot) {
            case CLIP_TEXTUAL -> {
                JsonNode language = options.path("language");
                yield language.isMissingNode() || language.isNull() || language.isTextual();
            }
            case FACE_DETECTION, OCR_RECOGNITION -> isNumber(options.path("minScore"), false);
            case OCR_DETECTION ->
                isNumber(options.path("minScore"), false) && isNumber(options.path("maxResolution"), true);
            case CLIP_VISUAL, FACE_RECOGNITION -> true;
        };
        if (!valid) {
            throw invalid();
        }
    }

    /** Numbers may be written as text. */
    private static boolean isNumber(JsonNode option, boolean whole) {
        if (option.isMissingNode() || option.isBoolean()) {
            return true;
        }
        if (!option.isNumber() && !option.isTextual()) {
            return false;
        }
        try {
            double number = Double.parseDouble(option.asText().strip());
            return !whole || number == Math.rint(number);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String modelName(JsonNode slot) throws Refusal {
        JsonNode name = slot.path("modelName");
        if (!name.isTextual()) {
            throw invalid();
        }
        return Entry.cleaned(name.textValue());
    }

    private static JsonNode object(JsonNode node) throws Refusal {
        if (!node.isObject()) {
            throw invalid();
        }
        return node;
    }

    private static Refusal invalid() {
        return Refusal.of(422, INVALID);
    }
}
