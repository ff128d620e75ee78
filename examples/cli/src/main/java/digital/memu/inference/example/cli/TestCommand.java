package digital.memu.inference.example.cli;

import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.example.console.ExitCode;
import digital.memu.inference.example.console.Failures;
import digital.memu.inference.example.console.Interrupts;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.setup.ConnectionTest;
import digital.memu.inference.setup.ConnectionTestBuilder;
import digital.memu.inference.setup.Diagnosis;
import digital.memu.inference.setup.SettingsTest;
import digital.memu.inference.setup.Severity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The connection test. */
@Command(
        name = "test",
        description = {
            "Test the connection to one address, or to every server that the settings name: what was found, and what to try"
                    + " first. Takes 10 seconds at most, and loads no model unless --speed is given.",
            "",
            "Each step is shown on standard error as it begins."
        })
final class TestCommand implements Callable<Integer> {

    /** A large model is loaded from a slow disk first. */
    private static final Duration SPEED_LIMIT = Duration.ofMinutes(2);

    private final Io io;

    @Mixin
    private final Format format = new Format();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description =
                    "The model that should be there; of an Ollama that of the settings if left out. Without an address"
                            + " Ollamas are asked for it.")
    private String model = "";

    @Option(
            names = "--service",
            paramLabel = "NAME",
            completionCandidates = Services.class,
            description = "What should be at the address: Ollama, or 'Immich ML', which is known by its port 3003.")
    private String service = "";

    @Option(
            names = "--exporter",
            paramLabel = "URL",
            description = "Where an exporter of metrics tells the name of the graphics card.")
    private String exporter = "";

    @Option(names = "--speed", description = "Measure the model's speed too, which loads it there.")
    private boolean speed;

    @Option(names = "--details", description = "Tell the technical details too, for a question to somebody who knows.")
    private boolean details;

    @Parameters(
            paramLabel = "URL",
            arity = "0..1",
            description = "The address, such as 192.168.1.50:11434; every server of the settings if left out.")
    private String url = "";

    TestCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() {
        if (url.isEmpty() && !service.isBlank()) {
            throw new Failures.WrongUse("--service says what is at an address: give one, or neither.");
        }
        InferenceSettings settings = Settings.read(io);
        List<Diagnosis> diagnoses;
        try (TestSteps steps = new TestSteps(io, !format.json, url.isEmpty())) {
            diagnoses = url.isEmpty() ? all(settings, steps) : List.of(one(settings, steps));
        }
        if (format.json) {
            io.document(new Fields()
                    .with("diagnoses", diagnoses.stream().map(DiagnosisJson::of).toList())
                    .map());
        } else {
            DiagnosisText text = new DiagnosisText(io, details);
            diagnoses.forEach(text::print);
        }
        return diagnoses.stream().anyMatch(each -> each.severity() == Severity.FAILURE)
                ? ExitCode.FAILED
                : ExitCode.FINE;
    }

    private Diagnosis one(InferenceSettings settings, TestSteps steps) {
        String wanted = service.isBlank() ? Services.at(url) : service.strip();
        ConnectionTestBuilder builder = ConnectionTest.of(url).service(wanted).allowInternet(settings.allowInternet());
        if (Services.isOllama(wanted)) {
            builder.model(settings.ollamaModel());
        }
        try (ConnectionTest test = Interrupts.watch(wanted(builder, steps).build())) {
            return test.run();
        }
    }

    private List<Diagnosis> all(InferenceSettings settings, TestSteps steps) {
        try (SettingsTest tests = Interrupts.watch(ConnectionTest.all(settings)
                .each(builder -> wanted(builder, steps))
                .build())) {
            return withoutSupposed(tests.run(), settings);
        }
    }

    /** Without those whom nobody has named, and who are not there, if there is anything else to tell. */
    private List<Diagnosis> withoutSupposed(List<Diagnosis> all, InferenceSettings settings) {
        List<Diagnosis> meant = all.stream()
                .filter(each -> each.severity() != Severity.FAILURE
                        || each.found().isPresent()
                        || Half.ALL.stream().noneMatch(half -> half.isOnlySupposedAt(each.address(), settings)))
                .toList();
        if (meant.isEmpty()) {
            return all;
        }
        if (!format.json) {
            all.stream()
                    .filter(each -> !meant.contains(each))
                    .forEach(each -> io.note(
                            "Left out " + each.address() + ": it is not there, and no setting says it should be."));
        }
        return meant;
    }

    private ConnectionTestBuilder wanted(ConnectionTestBuilder builder, TestSteps steps) {
        builder.onStep(steps::begins);
        // A name that Immich ML does not know stops it for a second.
        if (!model.isBlank() && (!url.isEmpty() || Services.isOllama(builder.service()))) {
            builder.model(model);
        }
        if (!exporter.isBlank()) {
            builder.exporter(exporter);
        }
        return speed ? builder.speed(SPEED_LIMIT) : builder;
    }
}
