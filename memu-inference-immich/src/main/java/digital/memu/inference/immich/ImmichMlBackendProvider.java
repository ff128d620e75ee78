package digital.memu.inference.immich;

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
 * The Immich machine-learning services that the settings name: the external ones, each named by its host and port, and this
 * device's own, named {@code local-photos}, unless it may not stand in for them.
 */
public final class ImmichMlBackendProvider implements BackendProvider {

    /** For {@link java.util.ServiceLoader}. */
    public ImmichMlBackendProvider() {}

    @Override
    public List<Backend> fromSettings(InferenceSettings settings) {
        List<Backend> backends = new ArrayList<>();
        // Whoever gives two services one address has made a mistake, for which the other one must not stop working.
        Set<String> names = new HashSet<>();
        settings.ollamaHosts().forEach(host -> names.add(host.hostAndPort()));
        for (HostAddress host : settings.machineLearningHosts()) {
            String name = names.add(host.hostAndPort()) ? host.hostAndPort() : host + " (photos)";
            backends.add(ImmichMlBackend.at(host).named(name).external().build());
        }
        if (backends.isEmpty() || settings.fallback()) {
            backends.add(local(settings.machineLearningLocalHosts()));
        }
        return backends;
    }

    @Override
    public Optional<ServerKind> kind() {
        return Optional.of(new ImmichMlKind());
    }

    private static Backend local(List<HostAddress> hosts) {
        ImmichMlBackend.Builder builder = ImmichMlBackend.at(hosts.get(0));
        hosts.stream().skip(1).forEach(builder::orAt);
        return builder.named("local-photos").local().build();
    }
}
