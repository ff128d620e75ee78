package digital.memu.inference.immich;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.BackendProvider;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.inference.route.Tier;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Backends for photos out of the owner's settings, and the status that tells of them. */
class ImmichMlBackendProviderTest {

    private static List<Backend> from(Map<String, String> settings) {
        return new ImmichMlBackendProvider().fromSettings(InferenceSettings.of(settings));
    }

    @Test
    void nothingSetIsThisDevice() {
        List<Backend> backends = from(Map.of("MACHINE_LEARNING_URL", "local"));

        assertThat(backends).extracting(Backend::name).containsExactly("local-photos");
        assertThat(backends.get(0).tier()).isEqualTo(Tier.LOCAL);
        assertThat(backends.get(0).address()).isEqualTo("immich-machine-learning:3003");
    }

    @Test
    void externalOnesInTheirOrderAndThisDeviceLast() {
        List<Backend> backends = from(Map.of(
                "IMMICH_MACHINE_LEARNING_URL", "192.168.1.50, tower:3004",
                "MACHINE_LEARNING_LOCAL_URL", "http://127.0.0.1:3003"));

        assertThat(backends)
                .extracting(Backend::name)
                .containsExactly("192.168.1.50:3003", "tower:3004", "local-photos");
        assertThat(backends.get(2).address()).isEqualTo("127.0.0.1:3003");
    }

    @Test
    void withoutFallbackThisDeviceStandsInForNobody() {
        assertThat(from(Map.of("MACHINE_LEARNING_URL", "tower", "AI_FALLBACK", "false")))
                .extracting(Backend::name)
                .containsExactly("tower:3003");
    }

    @Test
    void oneAddressForTwoServicesStopsNeither() {
        assertThat(from(Map.of("OLLAMA_HOST", "tower:3003", "MACHINE_LEARNING_URL", "tower:3003")))
                .extracting(Backend::name)
                .containsExactly("http://tower:3003 (photos)", "local-photos");
    }

    @Test
    void aRouterFindsItByItselfAndTellsOfItAsAgreed() {
        try (ImmichMlSimulator hub = ImmichMlSimulator.builder().build();
                InferenceRouter router = InferenceRouter.from(InferenceSettings.of(
                        Map.of("MACHINE_LEARNING_LOCAL_URL", hub.url(), "AI_CONNECT_TIMEOUT", "30s")))) {
            assertThat(router.photos().embedText("ViT-B-32__openai", "a dog").vector())
                    .hasSize(512);

            assertThat(router.status().toText()).endsWith("\n\nImmich ML: Local\n  Status: Running");
        }
    }

    @Test
    void anExternalOneIsConnected() {
        try (ImmichMlSimulator pc = ImmichMlSimulator.builder().build();
                InferenceRouter router = InferenceRouter.from(
                        InferenceSettings.of(Map.of("MACHINE_LEARNING_URL", pc.url(), "AI_CONNECT_TIMEOUT", "30s")))) {
            router.photos().embedText("ViT-B-32__openai", "a dog");

            assertThat(router.status().toText())
                    .endsWith("\n\nImmich ML: External (127.0.0.1:" + pc.port() + ")\n  Status: Connected");
        }
    }

    /** Whoever has no modules finds it by a file, which nothing but this compares with the module's own words. */
    @Test
    void aClassPathFindsItToo() {
        assertThat(Path.of("src/main/resources/META-INF/services", BackendProvider.class.getName()))
                .hasContent(ImmichMlBackendProvider.class.getName());
    }
}
