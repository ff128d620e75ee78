package digital.memu.inference.example.bot.commands;

import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.example.bot.talk.Answer;
import digital.memu.inference.setup.ConnectionTest;
import digital.memu.inference.setup.Diagnosis;
import digital.memu.inference.setup.SettingsTest;
import digital.memu.inference.setup.Severity;
import java.util.List;
import java.util.stream.Collectors;

/** {@code /ai test}: looks at every server, and tells what to try first. */
public final class AiTest implements Command {

    private final InferenceSettings settings;

    /** At the servers of these settings. */
    public AiTest(InferenceSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "/ai test";
    }

    @Override
    public String usage() {
        return "/ai test: looks at every AI server, and tells what to try first; takes 10 seconds at most";
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public Answer run(Call call) {
        try (SettingsTest test = ConnectionTest.all(settings).build()) {
            List<Diagnosis> diagnoses = test.run();
            return Answer.own(diagnoses.stream().map(AiTest::lines).collect(Collectors.joining("\n\n")));
        }
    }

    private static String lines(Diagnosis diagnosis) {
        return (diagnosis.severity() == Severity.FAILURE ? "❌ " : "✓ ")
                + (diagnosis.address().isEmpty() ? "" : "**" + diagnosis.address() + "**: ")
                + diagnosis.sentence()
                + (diagnosis.fix().isEmpty() ? "" : "\n" + diagnosis.fix());
    }
}
