package digital.memu.inference.example.photosearch;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.Plain;
import digital.memu.inference.immich.ImageIoPhotoPreparer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The servers that this process's settings name, or simulated ones where they name none. The settings are read when they are
 * first needed, so that help is there whatever they are. For one thread.
 */
final class SetHomes implements Homes {

    private static final Set<String> KEYS = Set.of("MACHINE_LEARNING_URL", "MACHINE_LEARNING_LOCAL_URL");

    private final Io io;
    private @Nullable InferenceSettings settings;

    SetHomes(Io io) {
        this.io = io;
    }

    @Override
    public boolean areSimulated() {
        return settings().explain().stream()
                .noneMatch(setting ->
                        KEYS.contains(setting.key()) && !setting.origin().equals("default"));
    }

    @Override
    public Home open() {
        if (areSimulated()) {
            io.note(
                    "No server is set (MACHINE_LEARNING_URL): two simulated ones stand in, which know colours and little"
                            + " else.");
            return new SimulatedHome(Duration.ofMillis(5)).home();
        }
        return new Home(InferenceRouter.from(settings()), ImageIoPhotoPreparer.create(), List.of());
    }

    private InferenceSettings settings() {
        InferenceSettings read = settings;
        if (read == null) {
            read = InferenceSettings.fromEnvironment();
            read.warnings().forEach(warning -> io.note("WARN " + Plain.of(warning)));
            settings = read;
        }
        return read;
    }
}
