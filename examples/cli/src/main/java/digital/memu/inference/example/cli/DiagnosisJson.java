package digital.memu.inference.example.cli;

import digital.memu.inference.health.FoundModel;
import digital.memu.inference.health.FoundService;
import digital.memu.inference.health.GpuEvidence;
import digital.memu.inference.setup.Diagnosis;
import digital.memu.inference.setup.Repair;
import java.util.Map;

/** What a test came to, for programs. */
final class DiagnosisJson {

    private DiagnosisJson() {}

    static Map<String, Object> of(Diagnosis diagnosis) {
        return new Fields()
                .with("code", diagnosis.code().toString())
                .with("severity", diagnosis.severity().name())
                .with("address", diagnosis.address())
                .with("sentence", diagnosis.sentence())
                .with("fix", diagnosis.fix())
                .with("repair", diagnosis.repair().map(DiagnosisJson::of))
                .with("remarks", diagnosis.remarks())
                .with("found", diagnosis.found().map(DiagnosisJson::of))
                .with("details", diagnosis.details())
                .map();
    }

    private static Fields of(Repair repair) {
        return new Fields()
                .with("kind", repair.kind().name())
                .with("value", repair.value())
                .with("alternatives", repair.alternatives());
    }

    private static Fields of(FoundService found) {
        return new Fields()
                .with("name", found.name())
                .with("version", found.version())
                .with("models", found.models().stream().map(DiagnosisJson::of).toList())
                .with("gpu", of(found.gpu()));
    }

    private static Map<String, Object> of(FoundModel model) {
        return new Fields()
                .with("name", model.name())
                .with("sizeBytes", model.size())
                .with("elsewhere", model.isElsewhere())
                .with("loaded", model.isLoaded())
                .with("gpuShare", model.gpuShare())
                .map();
    }

    private static Fields of(GpuEvidence gpu) {
        return new Fields()
                .with("level", gpu.level().name())
                .with("names", gpu.names())
                .with("source", gpu.source())
                .with("share", gpu.share())
                .with("tokensPerSecond", gpu.tokensPerSecond())
                .with("timesAsFast", gpu.timesAsFast());
    }
}
