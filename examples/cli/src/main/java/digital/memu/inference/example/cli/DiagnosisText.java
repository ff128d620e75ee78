package digital.memu.inference.example.cli;

import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.Plain;
import digital.memu.inference.health.FoundModel;
import digital.memu.inference.setup.Diagnosis;
import digital.memu.inference.setup.Severity;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** What a test came to, for people. */
final class DiagnosisText {

    private static final int MOST_MODELS = 10;

    private final Io io;
    private final Ansi colours;
    private final boolean details;
    private String before = "";

    DiagnosisText(Io io, boolean details) {
        this.io = io;
        this.colours = io.colours();
        this.details = details;
    }

    void print(Diagnosis diagnosis) {
        io.print(before);
        before = System.lineSeparator();
        if (!diagnosis.address().isEmpty()) {
            io.println(diagnosis.address() + ":");
        }
        io.println("  " + word(diagnosis.severity()) + " " + Plain.of(diagnosis.sentence()));
        io.println("  " + Plain.of(diagnosis.fix()));
        diagnosis.remarks().forEach(remark -> io.println("  " + Plain.of(remark)));
        diagnosis.found().ifPresent(found -> models(found.models()));
        if (details) {
            io.println("  code: " + diagnosis.code());
            diagnosis.details().forEach((name, value) -> io.println("  " + name + ": " + Plain.of(value)));
        }
    }

    private void models(List<FoundModel> models) {
        if (!models.isEmpty()) {
            io.println("  Models: "
                    + models.stream()
                            .limit(MOST_MODELS)
                            .map(DiagnosisText::model)
                            .collect(Collectors.joining(", "))
                    + (models.size() > MOST_MODELS ? ", and " + (models.size() - MOST_MODELS) + " more" : ""));
        }
    }

    private static String model(FoundModel model) {
        String size = model.size().isPresent() ? " " + Plain.bytes(model.size().getAsLong()) : "";
        return Plain.of(model.name()) + size + (model.isLoaded() ? " (loaded)" : "");
    }

    private String word(Severity severity) {
        return colours.string(
                switch (severity) {
                    case FINE -> "@|bold,green OK:|@";
                    case WARNING -> "@|bold,yellow WARNING:|@";
                    case FAILURE -> "@|bold,red FAILED:|@";
                });
    }
}
