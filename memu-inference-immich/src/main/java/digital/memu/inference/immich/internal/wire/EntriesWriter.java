package digital.memu.inference.immich.internal.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code entries}: what is to be done with the payload, and by which models.
 *
 * <p>Only options that the service knows, and no {@code null}: newer servers refuse it, and some fail on unknown options. Not
 * thread-safe.
 */
public final class EntriesWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    private final JsonGenerator json;

    /** Entries without a task so far. */
    public EntriesWriter() {
        try {
            json = Json.FACTORY.createGenerator(out);
            json.writeStartObject();
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    /** A photo's vector. */
    public EntriesWriter visual(String model) {
        return write(() -> {
            json.writeObjectFieldStart("clip");
            slot("visual", model, null);
            json.writeEndObject();
        });
    }

    /** A text's vector; of a language, where one is told. */
    public EntriesWriter textual(String model, @Nullable String language) {
        return write(() -> {
            json.writeObjectFieldStart("clip");
            slot("textual", model, language == null ? null : () -> json.writeStringField("language", language));
            json.writeEndObject();
        });
    }

    /** Faces. */
    public EntriesWriter faces(String model, double minScore) {
        return write(() -> {
            json.writeObjectFieldStart("facial-recognition");
            slot("detection", model, () -> json.writeNumberField("minScore", minScore));
            slot("recognition", model, null);
            json.writeEndObject();
        });
    }

    /** Text in a photo. */
    public EntriesWriter ocr(String model, double detection, double recognition, int maxResolution) {
        return write(() -> {
            json.writeObjectFieldStart("ocr");
            slot("detection", model, () -> {
                json.writeNumberField("minScore", detection);
                json.writeNumberField("maxResolution", maxResolution);
            });
            slot("recognition", model, () -> json.writeNumberField("minScore", recognition));
            json.writeEndObject();
        });
    }

    /** The whole object. */
    public byte[] bytes() {
        write(json::close);
        return out.toByteArray();
    }

    private void slot(String type, String model, @Nullable Step options) throws IOException {
        json.writeObjectFieldStart(type);
        json.writeStringField("modelName", model);
        if (options != null) {
            json.writeObjectFieldStart("options");
            options.run();
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private EntriesWriter write(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw impossible(e);
        }
        return this;
    }

    /** Memory does not fail. */
    private static UncheckedIOException impossible(IOException e) {
        return new UncheckedIOException(e);
    }

    private interface Step {
        void run() throws IOException;
    }
}
