package digital.memu.inference.example.cli;

import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.Plain;

/** The settings for commands that need no router, which would tell the warnings itself. */
final class Settings {

    private Settings() {}

    /** Those of this process; what the owner may not have meant is told. */
    static InferenceSettings read(Io io) {
        InferenceSettings settings = InferenceSettings.fromEnvironment();
        settings.warnings().forEach(warning -> io.note("WARN " + Plain.of(warning)));
        return settings;
    }
}
