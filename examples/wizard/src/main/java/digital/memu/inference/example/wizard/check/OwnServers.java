package digital.memu.inference.example.wizard.check;

import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.example.wizard.form.Answers;
import digital.memu.inference.example.wizard.form.Service;
import digital.memu.inference.example.wizard.save.SettingsFile;
import digital.memu.inference.setup.ConnectionTest;
import digital.memu.inference.setup.Diagnosis;
import digital.memu.inference.setup.SettingsTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The test of this device's own servers, wherever the settings say that they are. */
final class OwnServers {

    private OwnServers() {}

    static List<Work> works(SettingsFile file, Answers answers, Locale locale) {
        InferenceSettings settings = file.settingsOnThisDevice(answers.model());
        List<Probe> probes = new ArrayList<>();
        SettingsTest tests = ConnectionTest.all(settings)
                .each(builder -> {
                    Probe probe = new Probe(Service.ofKind(builder.service()).orElseThrow());
                    probes.add(probe);
                    return builder.locale(locale).onStep(probe::begins);
                })
                .build();
        return List.of(new Work(probes, () -> tell(tests.run(), probes), tests::cancel, tests::close));
    }

    private static void tell(List<Diagnosis> diagnoses, List<Probe> probes) {
        for (int i = 0; i < probes.size(); i++) {
            probes.get(i).cameTo(diagnoses.get(i));
        }
    }
}
