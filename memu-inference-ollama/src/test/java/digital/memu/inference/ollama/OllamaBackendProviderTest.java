package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.failure.InvalidConfigurationException;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.Route;
import digital.memu.inference.route.Tier;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Backends out of the owner's settings. */
class OllamaBackendProviderTest {

    private static InferenceSettings settings(OllamaSimulator server) {
        return InferenceSettings.of(Map.of("OLLAMA_HOST", server.url(), "AI_CONNECT_TIMEOUT", "30s"));
    }

    @Test
    void aRouterFindsItByItself() {
        try (OllamaSimulator server = OllamaSimulator.builder()
                        .model("llama3.2")
                        .answer("Hello.")
                        .build();
                InferenceRouter router = InferenceRouter.from(settings(server))) {
            ChatReply reply = router.chat().send(ChatRequest.of("Hello?"));

            assertThat(reply.text()).isEqualTo("Hello.");
            assertThat(reply.route().backend()).isEqualTo("127.0.0.1:" + server.port());
        }
    }

    @Test
    void aRouterOutOfSettingsCanHaveListeners() {
        List<String> told = new CopyOnWriteArrayList<>();
        try (OllamaSimulator server = OllamaSimulator.builder()
                        .model("llama3.2")
                        .answer("Hello.")
                        .build();
                InferenceRouter router = InferenceRouter.builder(settings(server))
                        .listener(new InferenceListener() {
                            @Override
                            public void requestEnded(String capability, Route route) {
                                told.add(route.backend());
                            }
                        })
                        .build()) {
            router.chat().send(ChatRequest.of("Hello?"));

            assertThat(told).containsExactly("127.0.0.1:" + server.port());
        }
    }

    @Test
    void nothingSetIsThisDevice() {
        List<Backend> backends = from(Map.of());

        assertThat(backends).extracting(Backend::name).containsExactly("local");
        assertThat(backends.get(0).tier()).isEqualTo(Tier.LOCAL);
        assertThat(backends.get(0).address()).isEqualTo("ollama:11434");
        assertThat(backends.get(0).modelFor(Capability.CHAT, null)).isEqualTo("llama3.2");
    }

    @Test
    void externalOnesInTheirOrderAndThisDeviceLast() {
        List<Backend> backends = from(Map.of(
                "OLLAMA_HOST", "http://192.168.1.50:11434, tower",
                "OLLAMA_MODEL", "llama3.1:70b",
                "OLLAMA_LOCAL_MODEL", "llama3.2",
                "OLLAMA_LOCAL_HOST", "http://127.0.0.1:11434"));

        assertThat(backends).extracting(Backend::name).containsExactly("192.168.1.50:11434", "tower:11434", "local");
        assertThat(backends).extracting(Backend::tier).containsExactly(Tier.EXTERNAL, Tier.EXTERNAL, Tier.LOCAL);
        assertThat(backends)
                .extracting(backend -> backend.modelFor(Capability.CHAT, null))
                .containsExactly("llama3.1:70b", "llama3.1:70b", "llama3.2");
        assertThat(backends.get(2).address()).isEqualTo("127.0.0.1:11434");
    }

    @Test
    void withoutFallbackThisDeviceStandsInForNobody() {
        assertThat(from(Map.of("OLLAMA_HOST", "tower", "AI_FALLBACK", "false")))
                .extracting(Backend::name)
                .containsExactly("tower:11434");
        assertThat(from(Map.of("AI_FALLBACK", "false")))
                .extracting(Backend::name)
                .containsExactly("local");
    }

    @Test
    void twoServersBehindOneProxy() {
        assertThat(from(Map.of("OLLAMA_HOST", "http://proxy/a,http://proxy/b")))
                .extracting(Backend::name)
                .containsExactly("proxy:80", "http://proxy:80/b", "local");
    }

    @Test
    void aBadAddressNamesItsKey() {
        assertThatThrownBy(() -> from(Map.of("OLLAMA_HOST", "ftp://x")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("OLLAMA_HOST");
    }

    private static List<Backend> from(Map<String, String> settings) {
        List<Backend> backends = new OllamaBackendProvider().fromSettings(InferenceSettings.of(settings));
        backends.forEach(Backend::close);
        return backends;
    }
}
