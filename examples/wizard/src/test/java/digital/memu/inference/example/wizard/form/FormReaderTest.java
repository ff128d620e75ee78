package digital.memu.inference.example.wizard.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormReaderTest {

    @Test
    void fieldsAreReadWithoutBlanksAround() {
        Map<String, String> fields =
                Map.of("place", "elsewhere", "ollama", " 192.168.1.50\n", "choice", "qwen2.5:7b", "model", "llama3.2");

        assertThat(FormReader.read(fields::get)).isEqualTo(new Answers(true, "192.168.1.50", "", "qwen2.5:7b"));
    }

    @Test
    void anotherModelIsTheOneTyped() {
        Map<String, String> fields = Map.of("choice", "", "model", "llama3.2");

        assertThat(FormReader.read(fields::get)).isEqualTo(new Answers(false, "", "", "llama3.2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "llama3.2", "qwen2.5:7b", "hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q4_K_M"})
    void namesOfModels(String name) {
        assertThat(FormReader.isModel(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama 3", "a\nb", "-x", "a$b", "a'b", "a#b", "\u0000"})
    void notNamesOfModels(String name) {
        assertThat(FormReader.isModel(name)).isFalse();
        assertThat(FormReader.isModel("a".repeat(201))).isFalse();
    }

    @Test
    void whatWasTypedIsNotInTheLog() {
        assertThat(new Answers(true, "http://me:secret@pc", "", "m").toString()).doesNotContain("secret");
    }
}
