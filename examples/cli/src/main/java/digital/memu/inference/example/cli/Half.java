package digital.memu.inference.example.cli;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.example.console.ExitCode;
import digital.memu.inference.route.BackendStatus;
import digital.memu.inference.route.HostAddress;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The two halves of a house: questions, and photos. Many have only the one, and name it or nothing in their settings; that the
 * other one is not there is no failure.
 */
final class Half {

    static final Half QUESTIONS = new Half(
            Services.OLLAMA,
            Capability.CHAT,
            InferenceSettings::ollamaLocalHosts,
            Set.of("OLLAMA_HOST", "OLLAMA_LOCAL_HOST", "OLLAMA_MODEL", "OLLAMA_LOCAL_MODEL"));
    static final Half PHOTOS = new Half(
            Services.IMMICH_ML,
            Capability.PHOTOS,
            InferenceSettings::machineLearningLocalHosts,
            Set.of("MACHINE_LEARNING_URL", "MACHINE_LEARNING_LOCAL_URL"));

    static final List<Half> ALL = List.of(QUESTIONS, PHOTOS);

    private static final String NOT_SET = "default";

    private final String service;
    private final Capability<?> capability;
    private final Function<InferenceSettings, List<HostAddress>> local;
    private final Set<String> keys;

    private Half(
            String service,
            Capability<?> capability,
            Function<InferenceSettings, List<HostAddress>> local,
            Set<String> keys) {
        this.service = service;
        this.capability = capability;
        this.local = local;
        this.keys = keys;
    }

    Capability<?> capability() {
        return capability;
    }

    /** The names of its servers. */
    List<String> servers(InferenceRouter router) {
        return router.status().backends().stream()
                .filter(backend -> backend.service().equals(service))
                .map(BackendStatus::name)
                .toList();
    }

    /** Whether the owner has set anything about it. */
    boolean isNamed(InferenceSettings settings) {
        return settings.explain().stream()
                .anyMatch(setting ->
                        keys.contains(setting.key()) && !setting.origin().equals(NOT_SET));
    }

    /** Whether this is its place on this device, where nobody has said that there is one. */
    boolean isOnlySupposedAt(String hostAndPort, InferenceSettings settings) {
        return !isNamed(settings) && local.apply(settings).get(0).hostAndPort().equals(hostAndPort);
    }

    /** Whether nobody would serve a half that is named; of a house that names none, whether nobody would serve any. */
    static boolean anyLacks(InferenceSettings settings, InferenceRouter router) {
        List<Half> named = ALL.stream().filter(half -> half.isNamed(settings)).toList();
        return named.isEmpty()
                ? ALL.stream().noneMatch(half -> half.isServed(router))
                : named.stream().anyMatch(half -> !half.isServed(router));
    }

    private boolean isServed(InferenceRouter router) {
        return Prospects.of(router.explain(capability)) == ExitCode.FINE;
    }
}
