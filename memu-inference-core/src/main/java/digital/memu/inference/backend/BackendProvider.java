package digital.memu.inference.backend;

import digital.memu.inference.config.InferenceSettings;
import java.util.List;
import java.util.Optional;

/** Makes the backends of one kind of server out of the settings; found by {@link java.util.ServiceLoader}. */
public interface BackendProvider {

    /**
     * The backends that the settings name, in order of preference; contacts nobody.
     *
     * @throws digital.memu.inference.failure.InvalidConfigurationException if a setting cannot be used
     */
    List<Backend> fromSettings(InferenceSettings settings);

    /** The kind of server, as connection tests look at it; by default they do not know it. */
    default Optional<ServerKind> kind() {
        return Optional.empty();
    }
}
