package digital.memu.inference.health;

import digital.memu.inference.route.SafeText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A service that answered, and what it told of itself. Immutable and thread-safe. */
public final class FoundService {

    /** Whatever else a server calls its version is not repeated. */
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_-]{0,39}");

    private final String name;
    private final @Nullable String version;
    private final List<FoundModel> models;
    private final GpuEvidence gpu;
    private final Set<DiagnosisCode> concerns;

    private FoundService(
            String name,
            @Nullable String version,
            List<FoundModel> models,
            GpuEvidence gpu,
            Set<DiagnosisCode> concerns) {
        this.name = name;
        this.version = version;
        this.models = models;
        this.gpu = gpu;
        this.concerns = concerns;
    }

    /** A service by its name, such as {@code Ollama}. */
    public static FoundService named(String name) {
        return new FoundService(SafeText.of(name), null, List.of(), GpuEvidence.unknown(), Set.of());
    }

    /** The same of this version; what is not short, or has other signs than versions have, is dropped. */
    public FoundService version(String told) {
        return new FoundService(name, VERSION.matcher(told).matches() ? told : null, models, gpu, concerns);
    }

    /** The same with these models. */
    public FoundService models(List<FoundModel> found) {
        return new FoundService(name, version, List.copyOf(found), gpu, concerns);
    }

    /** The same with what is known of its graphics card. */
    public FoundService gpu(GpuEvidence evidence) {
        return new FoundService(name, version, models, evidence, concerns);
    }

    /** The same with something that its owner should know: {@link DiagnosisCode#VERSION_OLD} and the like. */
    public FoundService concern(DiagnosisCode code) {
        Set<DiagnosisCode> all = new LinkedHashSet<>(concerns);
        all.add(code);
        return new FoundService(name, version, models, gpu, all);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its version, where it tells one. */
    public Optional<String> version() {
        return Optional.ofNullable(version);
    }

    /** Its models. */
    public List<FoundModel> models() {
        return models;
    }

    /** What is known of its graphics card. */
    public GpuEvidence gpu() {
        return gpu;
    }

    /** What its owner should know, in the order in which it was found. */
    public List<DiagnosisCode> concerns() {
        return List.copyOf(concerns);
    }

    /** Name and version. */
    @Override
    public String toString() {
        return version == null ? name : name + " " + version;
    }
}
