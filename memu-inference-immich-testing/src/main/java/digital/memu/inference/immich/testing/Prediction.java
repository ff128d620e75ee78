package digital.memu.inference.immich.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers {@code POST /predict}: checks in the order in which the service does, then the work. */
final class Prediction {

    private static final String INNARDS = "{\"_file\":{},\"_max_size\":67108864,\"_rolled\":false,"
            + "\"_TemporaryFileArgs\":{\"mode\":\"w+b\",\"buffering\":-1,\"suffix\":null,\"prefix\":null,"
            + "\"encoding\":null,\"newline\":null,\"dir\":null,\"errors\":null}}";

    private final Service service;

    Prediction(Service service) {
        this.service = service;
    }

    Reply answer(RecordedRequest request, Worker worker) throws WorkerDied {
        try {
            return Reply.json(200, predict(request.form(), worker));
        } catch (Refusal e) {
            return e.reply();
        } catch (RuntimeException e) {
            // from a function that a test gave us
            return Reply.crash();
        }
    }

    private String predict(Form form, Worker worker) throws WorkerDied, Refusal {
        if (form.error() != null) {
            throw Refusal.of(400, form.error());
        }
        RecordedPart field = text(form, "entries").orElseThrow(Prediction::entriesMissing);
        Generation generation = service.settings().generation();
        List<Entry> entries = new EntriesReader(generation, this::isKnown).read(field.text());
        Optional<RecordedPart> text = text(form, "text");
        Optional<RecordedPart> image = form.present("image");
        if (image.isEmpty() && text.isEmpty()) {
            throw Refusal.of(400, "Either image or text must be provided");
        }
        SimulatedPhoto photo = image.isEmpty() ? null : decoded(image.get(), worker);
        String words = text.map(RecordedPart::text).orElse("");
        Map<String, String> results = new Inference(service, worker, photo, words).of(entries);
        return json(entries, results, photo);
    }

    private boolean isKnown(String model, Slot slot) {
        return service.model(model, slot).isPresent();
    }

    private SimulatedPhoto decoded(RecordedPart image, Worker worker) throws WorkerDied, Refusal {
        // what comes without a file name is read as text, and no picture survives that
        byte[] bytes = image.isFile() ? image.bytes() : new byte[0];
        PictureSize size = worker.call(() -> PictureSize.of(bytes)).orElseThrow(Refusal::crash);
        if (size.width() == 0 || size.height() == 0) {
            throw service.settings().isStrict() ? Refusal.of(400, "Image has zero width or height") : Refusal.crash();
        }
        return new SimulatedPhoto(bytes, size);
    }

    private static String json(List<Entry> entries, Map<String, String> results, @Nullable SimulatedPhoto photo)
            throws Refusal {
        if (results.containsValue("")) {
            throw Refusal.crash();
        }
        Stream<String> tasks = entries.stream()
                .map(entry -> entry.slot().task())
                .distinct()
                .map(task -> "\"" + task + "\":" + results.get(task));
        Stream<String> size = photo == null
                ? Stream.of()
                : Stream.of("\"imageHeight\":" + photo.height(), "\"imageWidth\":" + photo.width());
        return Stream.concat(tasks, size).collect(Collectors.joining(",", "{", "}"));
    }

    /** A field that must not be a file; an empty one counts as missing. */
    private static Optional<RecordedPart> text(Form form, String name) throws Refusal {
        Optional<RecordedPart> part = form.present(name);
        if (part.isPresent() && part.get().isFile()) {
            throw fileForText(part.get());
        }
        return part;
    }

    private static Refusal entriesMissing() {
        return new Refusal(
                Reply.json(
                        422,
                        "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"entries\"],\"msg\":\"Field required\",\"input\":null}]}"));
    }

    /** The service shows what it made of the file. */
    private static Refusal fileForText(RecordedPart file) {
        String headers = file.headers().stream()
                .map(header -> Json.quoted(header.getKey()) + ":" + Json.quoted(header.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
        return new Refusal(Reply.json(
                422,
                "{\"detail\":[{\"type\":\"string_type\",\"loc\":[\"body\"," + Json.quoted(file.name())
                        + "],\"msg\":\"Input should be a valid string\",\"input\":{\"filename\":"
                        + Json.quoted(file.filename().orElse("")) + ",\"file\":" + INNARDS + ",\"size\":" + file.size()
                        + ",\"headers\":" + headers + ",\"_max_mem_size\":67108864}}]}"));
    }
}
