package digital.memu.inference.example.ownbackend;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.BackendProvider;
import digital.memu.inference.config.InferenceSettings;
import java.util.List;

/** Puts the echo into every router that is made of settings. */
// snippet: provider
public final class EchoBackendProvider implements BackendProvider {

    @Override
    public List<Backend> fromSettings(InferenceSettings settings) {
        return List.of(new EchoBackend());
    }
}
// end of snippet
