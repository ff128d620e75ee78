package digital.memu.inference.immich;

import digital.memu.inference.immich.internal.wire.EntriesWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a server is asked to do, always with its thresholds: up to Immich 2.7 those that are left out are the last sender's. */
final class Entries {

    private Entries() {}

    static byte[] of(List<ImmichMlModel> models, Thresholds thresholds, @Nullable String language) {
        EntriesWriter entries = new EntriesWriter();
        for (ImmichMlModel model : models) {
            String name = model.name();
            switch (model.work()) {
                case EMBEDDING -> entries.visual(name);
                case TEXT_EMBEDDING -> entries.textual(name, language);
                case FACES -> entries.faces(name, thresholds.faceScore());
                case TEXT ->
                    entries.ocr(
                            name,
                            thresholds.textDetectionScore(),
                            thresholds.textRecognitionScore(),
                            thresholds.textResolution());
            }
        }
        return entries.bytes();
    }

    static byte[] nothing() {
        return new EntriesWriter().bytes();
    }
}
