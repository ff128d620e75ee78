package digital.memu.inference.setup;

import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.health.FoundService;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a connection test came to: one sentence, what to try first, and what was found. Immutable and thread-safe.
 *
 * <p>Nothing here repeats what a server said, except for its version and the names of its models and cards, cut and cleaned.
 */
public final class Diagnosis {

    private final DiagnosisCode code;
    private final Severity severity;
    private final String address;
    private final String sentence;
    private final String fix;
    private final @Nullable Repair repair;
    private final List<String> remarks;
    private final @Nullable FoundService found;
    private final Map<String, String> details;

    Diagnosis(
            DiagnosisCode code,
            Severity severity,
            String address,
            String sentence,
            String fix,
            @Nullable Repair repair,
            List<String> remarks,
            @Nullable FoundService found,
            Map<String, String> details) {
        this.code = code;
        this.severity = severity;
        this.address = address;
        this.sentence = sentence;
        this.fix = fix;
        this.repair = repair;
        this.remarks = List.copyOf(remarks);
        this.found = found;
        this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** What it came to, for programs. */
    public DiagnosisCode code() {
        return code;
    }

    /** How bad it is. */
    public Severity severity() {
        return severity;
    }

    /** The server under test by its host and port; empty where the text was no address. */
    public String address() {
        return address;
    }

    /** What was found, in one plain sentence, in the language of the test. */
    public String sentence() {
        return sentence;
    }

    /** What to try first, in one or two plain sentences. */
    public String fix() {
        return fix;
    }

    /** What one click could put right, where that is so. */
    public Optional<Repair> repair() {
        return Optional.ofNullable(repair);
    }

    /** What else the owner should know, a sentence each; usually empty. */
    public List<String> remarks() {
        return remarks;
    }

    /** The service that was recognised, and what it has; empty where none was. */
    public Optional<FoundService> found() {
        return Optional.ofNullable(found);
    }

    /** Technical details in the order of the test, by name; not translated, without secrets. */
    public Map<String, String> details() {
        return details;
    }

    /** The technical details as lines to be copied into a question for help. */
    public String detailsText() {
        return details.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** Code and sentence. */
    @Override
    public String toString() {
        return code + ": " + sentence;
    }
}
