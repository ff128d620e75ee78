package digital.memu.inference.example.demo;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.config.InferenceSettings;
import java.util.Map;

/** One question to the servers that the environment names. */
final class RealHome {

    private RealHome() {}

    static void play(Map<String, String> environment, String question, Narrator narrator) {
        InferenceSettings settings = InferenceSettings.of(environment);
        try (InferenceRouter router = InferenceRouter.from(settings)) {
            narrator.say("Asking " + settings.ollamaModel() + " on "
                    + settings.ollamaHosts().stream()
                            .map(host -> host.hostAndPort())
                            .toList()
                    + ", and this device when nobody else can.");
            narrator.say("Switch a machine off while it answers, and see another one take over.");
            narrator.say("");
            narrator.ask(router, question);
        }
    }
}
