package digital.memu.inference.setup;

import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.health.FoundService;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a test found, before it is put into words.
 *
 * @param variant which words of the code fit best; empty for the plain ones
 * @param found the service that was recognised
 * @param subject the address to write, or the other service's name, as the words want it
 * @param click what one click could put right
 * @param names of models that are installed
 * @param further codes that come after the first
 */
record Finding(
        DiagnosisCode code,
        String variant,
        @Nullable FoundService found,
        String subject,
        Repair.@Nullable Kind click,
        List<String> names,
        List<DiagnosisCode> further) {

    static Finding of(DiagnosisCode code) {
        return of(code, "");
    }

    static Finding of(DiagnosisCode code, String variant) {
        return new Finding(code, variant, null, "", null, List.of(), List.of());
    }

    /** With the service that was recognised. */
    Finding at(@Nullable FoundService service) {
        return new Finding(code, variant, service, subject, click, names, further);
    }

    /** With an address or a name for the words. */
    Finding about(String text) {
        return new Finding(code, variant, found, text, click, names, further);
    }

    /** With what one click could do. */
    Finding click(Repair.Kind kind) {
        return new Finding(code, variant, found, subject, kind, names, further);
    }

    /** With this address as the right one. */
    Finding write(String address) {
        return about(address).click(Repair.Kind.ADDRESS);
    }

    Finding names(List<String> models) {
        return new Finding(code, variant, found, subject, click, models, further);
    }

    Finding further(List<DiagnosisCode> codes) {
        return new Finding(code, variant, found, subject, click, names, codes);
    }

    boolean is(DiagnosisCode other) {
        return code.equals(other);
    }
}
