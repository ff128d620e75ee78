package digital.memu.inference.ollama;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.BackendProvider;
import digital.memu.inference.backend.ServerKind;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.route.HostAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The Ollama servers that the settings name: the external ones, each named by its host and port, and this device's own,
 * named {@code local}, unless it may not stand in for them.
 */
public final class OllamaBackendProvider implements BackendProvider {

    /** For {@link java.util.ServiceLoader}. */
    public OllamaBackendProvider() {}

    @Override
    public List<Backend> fromSettings(InferenceSettings settings) {
        List<Backend> backends = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (HostAddress host : settings.ollamaHosts()) {
            // Two servers may share a port behind one proxy, each under a path of its own.
            String name = names.add(host.hostAndPort()) ? host.hostAndPort() : host.toString();
            backends.add(OllamaBackend.at(host)
                    .named(name)
                    .external()
                    .model(settings.ollamaModel())
                    .build());
        }
        if (backends.isEmpty() || settings.fallback()) {
            backends.add(local(settings));
        }
        return backends;
    }

    @Override
    public Optional<ServerKind> kind() {
        return Optional.of(new OllamaKind());
    }

    private static Backend local(InferenceSettings settings) {
        List<HostAddress> hosts = settings.ollamaLocalHosts();
        OllamaBackend.Builder builder = OllamaBackend.at(hosts.get(0));
        hosts.stream().skip(1).forEach(builder::orAt);
        return builder.named("local").local().model(settings.ollamaLocalModel()).build();
    }
}
