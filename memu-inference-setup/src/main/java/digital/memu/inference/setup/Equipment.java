package digital.memu.inference.setup;

import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.health.FoundModel;
import digital.memu.inference.health.FoundService;
import digital.memu.inference.health.GpuEvidence;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.setup.Step.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a server that was recognised has: the model, a graphics card, speed. */
final class Equipment {

    /** With less of a model than this on the card, the rest sets the pace. */
    private static final double MOST = 0.75;

    /** A model that is loaded begins sooner. */
    private static final Duration SLOW = Duration.ofSeconds(5);

    private final Plan plan;
    private final Run run;
    private final Ways ways;

    Equipment(Plan plan, Run run, Ways ways) {
        this.plan = plan;
        this.run = run;
        this.ways = ways;
    }

    Finding judge(FoundService found) {
        FoundModel model = model(found);
        List<DiagnosisCode> codes = new ArrayList<>(aboutTheModel(model));
        boolean usable = codes.isEmpty() || codes.contains(DiagnosisCode.MODEL_TOO_BIG);
        FoundService whole = withCard(found);
        if (plan.speedLimit() != null && usable && !plan.model().isEmpty()) {
            whole = measured(whole, plan.speedLimit());
        }
        codes.addAll(whole.concerns());
        return finding(whole, model, codes.stream().distinct().toList());
    }

    private Finding finding(FoundService found, @Nullable FoundModel model, List<DiagnosisCode> codes) {
        if (codes.isEmpty()) {
            return Finding.of(DiagnosisCode.OK, found.gpu().level().name()).at(found);
        }
        DiagnosisCode worst = codes.get(0);
        List<DiagnosisCode> further = codes.subList(1, codes.size());
        if (worst.equals(DiagnosisCode.MODEL_MISSING)) {
            return missing(found).further(further);
        }
        boolean loading = worst.equals(DiagnosisCode.MODEL_TOO_BIG)
                && (model == null || model.gpuShare().isEmpty());
        return Finding.of(worst, loading ? "LOAD" : "").at(found).further(further);
    }

    private Finding missing(FoundService found) {
        List<String> installed = found.models().stream()
                .filter(model -> plan.internetAllowed() || !model.isElsewhere())
                .map(FoundModel::name)
                .toList();
        List<String> near = NearestNames.of(plan.model(), installed);
        String command = plan.kind().commandToInstall(plan.model());
        Finding missing = Finding.of(DiagnosisCode.MODEL_MISSING, near.isEmpty() ? "" : "NEAR")
                .at(found)
                .about(command)
                .names(near);
        return command.isEmpty() ? missing : missing.click(Repair.Kind.PULL);
    }

    private @Nullable FoundModel model(FoundService found) {
        return found.models().stream()
                .filter(model -> plan.kind().sameModel(model.name(), plan.model()))
                .findFirst()
                .orElse(null);
    }

    private List<DiagnosisCode> aboutTheModel(@Nullable FoundModel model) {
        if (plan.model().isEmpty()) {
            return List.of();
        }
        boolean elsewhere = plan.kind().isCloud(plan.model()) || (model != null && model.isElsewhere());
        if (elsewhere) {
            return plan.internetAllowed() ? List.of() : List.of(DiagnosisCode.MODEL_CLOUD);
        }
        if (model == null) {
            return List.of(DiagnosisCode.MODEL_MISSING);
        }
        double share = model.gpuShare().orElse(1);
        return share > 0 && share < MOST ? List.of(DiagnosisCode.MODEL_TOO_BIG) : List.of();
    }

    private FoundService withCard(FoundService found) {
        run.at(Part.GPU);
        HostAddress exporter = plan.exporter();
        if (exporter == null) {
            return found;
        }
        Optional<List<String>> cards = new Exporter(run, ways).cards(exporter);
        return cards.map(names -> found.gpu(found.gpu().named(names, exporter.hostAndPort())))
                .orElse(found);
    }

    private FoundService measured(FoundService found, Duration limit) {
        run.at(Part.SPEED);
        Duration before = run.elapsed();
        try {
            Visitor visitor = new Visitor(run, ways.to(plan.addresses()), () -> run.measuring(limit));
            FoundService measured = plan.kind().measure(found, plan.model(), visitor);
            boolean slow = run.elapsed().minus(before).compareTo(SLOW) > 0;
            GpuEvidence gpu = measured.gpu().comparedWith(plan.ownSpeed());
            gpu.tokensPerSecond().ifPresent(speed -> run.note("tokens per second", Math.round(speed)));
            return slow ? measured.gpu(gpu).concern(DiagnosisCode.SLOW_START) : measured.gpu(gpu);
        } catch (InferenceCancelledException e) {
            throw e;
        } catch (InferenceException e) {
            run.note("without speed", e.getClass().getSimpleName());
            return found.concern(
                    e instanceof InferenceTimeoutException ? DiagnosisCode.SLOW_START : DiagnosisCode.SERVER_ERROR);
        }
    }
}
