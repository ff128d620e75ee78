package digital.memu.inference.immich;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.setup.ConnectionTest;
import digital.memu.inference.setup.Diagnosis;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers and photos side by side, as a home has them. */
class BothHalvesTest {

    private final OllamaSimulator ollama =
            OllamaSimulator.builder().model("llama3.2").answer("Hello there.").build();
    private final ImmichMlSimulator immich = ImmichMlSimulator.builder().build();

    @AfterEach
    void close() {
        ollama.close();
        immich.close();
    }

    @Test
    void theStatusIsTheOneThatWasAgreed() {
        InferenceSettings settings = InferenceSettings.of(Map.of(
                "OLLAMA_HOST", ollama.url(), "MACHINE_LEARNING_LOCAL_URL", immich.url(), "AI_CONNECT_TIMEOUT", "30s"));
        try (InferenceRouter router = InferenceRouter.from(settings)) {
            router.chat().send(ChatRequest.of("Hello?"));
            router.photos().embedText("ViT-B-32__openai", "a dog");

            assertThat(router.status().toText()).isEqualTo("""
                            **AI Configuration**
                            Ollama: External (127.0.0.1:%d)
                              Model: llama3.2
                              Status: Connected

                            Immich ML: Local
                              Status: Running""".formatted(ollama.port()));
        }
    }

    @Test
    void twoAddressesThatWereExchangedAreTold() {
        Diagnosis asOllama = test(immich.url(), "Ollama");
        Diagnosis asImmich = test(ollama.url(), "Immich ML");

        assertThat(asOllama.code()).isEqualTo(DiagnosisCode.WRONG_SERVICE);
        assertThat(asOllama.sentence()).startsWith("That is Immich ML").endsWith(", not Ollama.");
        assertThat(asImmich.code()).isEqualTo(DiagnosisCode.WRONG_SERVICE);
        assertThat(asImmich.fix()).isEqualTo("Swap the two addresses.");
        assertThat(asImmich.repair()).isPresent();
    }

    private static Diagnosis test(String address, String service) {
        try (ConnectionTest test = ConnectionTest.of(address)
                .service(service)
                .locale(Locale.ENGLISH)
                .build()) {
            return test.run();
        }
    }
}
