package digital.memu.inference.example.cli;

import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.config.Setting;
import digital.memu.inference.example.console.ExitCode;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.Plain;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is set. */
@Command(
        name = "env",
        description =
                "Tell every setting: what holds, where it was set, what it means. Shows no user name or password of an"
                        + " address. Contacts nobody.")
final class EnvCommand implements Callable<Integer> {

    private final Io io;

    @Mixin
    private final Format format = new Format();

    EnvCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() {
        InferenceSettings settings = Settings.read(io);
        if (format.json) {
            io.document(new Fields()
                    .with(
                            "settings",
                            settings.explain().stream().map(EnvCommand::json).toList())
                    .with("warnings", settings.warnings())
                    .map());
        } else {
            for (Setting setting : settings.explain()) {
                io.println(Plain.of(setting.toString()));
                io.println("  " + setting.meaning());
            }
        }
        return ExitCode.FINE;
    }

    private static Map<String, Object> json(Setting setting) {
        return new Fields()
                .with("key", setting.key())
                .with("value", setting.value())
                .with("origin", setting.origin())
                .with("meaning", setting.meaning())
                .map();
    }
}
