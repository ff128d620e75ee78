package digital.memu.inference.setup;

import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.health.FoundModel;
import digital.memu.inference.health.FoundService;
import digital.memu.inference.health.GpuEvidence;
import digital.memu.inference.route.SafeText;
import java.text.NumberFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts a finding into words. */
final class Report {

    private static final Set<DiagnosisCode> WARNINGS = Set.of(
            DiagnosisCode.BUSY,
            DiagnosisCode.SLOW_START,
            DiagnosisCode.VERSION_OLD,
            DiagnosisCode.MODEL_MISSING,
            DiagnosisCode.MODEL_TOO_BIG);

    /** Who makes cards, and what they call all of them: a reader knows a card without. */
    private static final Pattern MAKERS =
            Pattern.compile("(?i)\\b(nvidia|geforce|amd|intel|advanced micro devices,? inc\\.?)(?![a-z])"
                    + "|\\((r|tm|c)\\)|[\u00ae\u2122]");

    private final Plan plan;
    private final Texts texts;

    Report(Plan plan, Texts texts) {
        this.plan = plan;
        this.texts = texts;
    }

    Diagnosis of(Finding finding, Run run) {
        Object[] fillings = fillings(finding);
        DiagnosisCode code = finding.code();
        Map<String, String> details = new LinkedHashMap<>();
        details.put("code", code.toString());
        details.putAll(run.notes());
        details.put("took", run.elapsed().toMillis() + " ms");
        return new Diagnosis(
                code,
                severity(finding),
                plan.hostAndPort(),
                words(code, finding.variant(), "sentence", fillings),
                words(code, finding.variant(), "fix", fillings),
                repair(finding, fillings),
                finding.further().stream()
                        .map(further -> words(further, "", "sentence", fillings))
                        .toList(),
                finding.found(),
                details);
    }

    private String words(DiagnosisCode code, String variant, String part, Object[] fillings) {
        return texts.of(code.toString(), variant, part, plan.kind(), fillings).strip();
    }

    /** A code of a kind's own is a warning: whoever has it was recognised. */
    private static Severity severity(Finding finding) {
        if (finding.is(DiagnosisCode.OK)) {
            return Severity.FINE;
        }
        boolean own = finding.found() != null && finding.found().concerns().contains(finding.code());
        boolean failed = finding.is(DiagnosisCode.SERVER_ERROR);
        return WARNINGS.contains(finding.code()) || (own && !failed) ? Severity.WARNING : Severity.FAILURE;
    }

    /** What stands for {0} and so on; Texts.properties says what each is. */
    private Object[] fillings(Finding finding) {
        FoundService found = finding.found();
        return new Object[] {
            plan.kind().name(),
            plan.hostAndPort(),
            SafeText.of(plan.model(), 200),
            found == null ? "" : found.toString(),
            finding.subject(),
            finding.is(DiagnosisCode.MODEL_MISSING) ? String.join(", ", finding.names()) : cards(found),
            found == null ? "" : figure(finding, found)
        };
    }

    private static String cards(@Nullable FoundService found) {
        return found == null
                ? ""
                : String.join(
                        ", ",
                        found.gpu().names().stream().map(Report::withoutMaker).toList());
    }

    static String withoutMaker(String card) {
        String plain =
                MAKERS.matcher(card).replaceAll("").replaceAll("\\s+", " ").strip();
        return plain.isEmpty() ? card : plain;
    }

    private String figure(Finding finding, FoundService found) {
        GpuEvidence gpu = found.gpu();
        if (finding.is(DiagnosisCode.OK) && gpu.level() == GpuEvidence.Level.FAST) {
            NumberFormat format = NumberFormat.getNumberInstance(texts.locale());
            double times = gpu.timesAsFast().orElse(0);
            format.setMaximumFractionDigits(times < 3 ? 1 : 0);
            return format.format(times);
        }
        OptionalDouble share = finding.is(DiagnosisCode.MODEL_TOO_BIG) ? shareOfModel(found) : gpu.share();
        return share.isPresent()
                ? NumberFormat.getPercentInstance(texts.locale()).format(share.getAsDouble())
                : "";
    }

    private OptionalDouble shareOfModel(FoundService found) {
        return found.models().stream()
                .filter(model -> plan.kind().sameModel(model.name(), plan.model()))
                .map(FoundModel::gpuShare)
                .flatMapToDouble(OptionalDouble::stream)
                .findFirst();
    }

    private @Nullable Repair repair(Finding finding, Object[] fillings) {
        Repair.Kind kind = finding.click();
        if (kind == null) {
            return null;
        }
        String value = switch (kind) {
            case ADDRESS -> finding.subject();
            case PULL -> SafeText.of(plan.model(), 200);
            case SWAP, THIS_DEVICE -> "";
        };
        List<String> alternatives = kind == Repair.Kind.PULL ? finding.names() : List.of();
        return new Repair(kind, value, alternatives, texts.label(kind, fillings));
    }
}
