package digital.memu.inference.ollama.testing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The installed models. Thread-safe. */
final class Catalogue {

    private static final String LOCAL = ":local";

    private final List<SimulatedModel> models;
    private final ServerVersion version;

    Catalogue(List<SimulatedModel> models, ServerVersion version) {
        this.models = new CopyOnWriteArrayList<>(models);
        this.version = version;
    }

    List<SimulatedModel> all() {
        return models;
    }

    void add(SimulatedModel model) {
        models.removeIf(other -> other.fullName().isSameAs(model.fullName()));
        models.add(model);
    }

    void remove(String name) {
        ModelName.parse(name)
                .ifPresent(parsed -> models.removeIf(model -> model.fullName().isSameAs(parsed)));
    }

    /** Whether this can be a name at all. */
    boolean isName(String name) {
        return ModelName.parse(withoutSuffix(name)).isPresent();
    }

    /** The model of this name in any case; {@code :local} at the end refuses stubs of remote models. */
    Optional<SimulatedModel> find(String name) {
        String bare = withoutSuffix(name);
        boolean local = !bare.equals(name);
        return ModelName.parse(bare)
                .flatMap(wanted -> models.stream()
                        .filter(model -> model.fullName().isSameAs(wanted))
                        .findFirst())
                .filter(model -> !local || model.remoteHost().isEmpty());
    }

    private String withoutSuffix(String name) {
        boolean local = version.knowsLocalSuffix() && name.endsWith(LOCAL);
        return local ? name.substring(0, name.length() - LOCAL.length()) : name;
    }

    /** The model of exactly this name. */
    Optional<SimulatedModel> findExactly(String name) {
        return ModelName.parse(name)
                .flatMap(wanted -> models.stream()
                        .filter(model -> model.fullName().equals(wanted))
                        .findFirst());
    }
}
