package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as Ollama reads them. */
class ModelNameTest {

    @ParameterizedTest
    @CsvSource({
        "llama3.2, llama3.2:latest",
        "Llama3.2, llama3.2:LATEST",
        "' llama3.2 ', llama3.2",
        "library/llama3.2, llama3.2",
        "registry.ollama.ai/library/llama3.2:latest, llama3.2",
        "https://registry.ollama.ai/library/llama3.2, llama3.2",
        "llama3.2:local, llama3.2",
        "llama3.2:3b:local, llama3.2:3b",
        "hf.co/u/M:Q4, HF.co/U/m:q4",
    })
    void theSameModel(String one, String other) {
        assertThat(ModelName.parse(one)).isEqualTo(ModelName.parse(other)).hasSameHashCodeAs(ModelName.parse(other));
    }

    @ParameterizedTest
    @CsvSource({"llama3.2, llama3.2:3b", "llama3.2, llama3.1", "u/llama3.2, llama3.2", "hf.co/u/m, u/m"})
    void anotherModel(String one, String other) {
        assertThat(ModelName.parse(one)).isNotEqualTo(ModelName.parse(other));
    }

    @ParameterizedTest
    @CsvSource({
        "llama3.2, llama3.2:latest",
        "library/llama3.2:3b, llama3.2:3b",
        "u/m, u/m:latest",
        "hf.co/u/M:Q4, hf.co/u/M:Q4",
        "localhost:5000/library/m, localhost:5000/library/m:latest",
    })
    void shownAsOllamaListsIt(String name, String shown) {
        assertThat(ModelName.parse(name)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a@sha256:1", "a b", "a/b/c/d", "-a", ":tag", "a:", "a//b", "a:b:c", "a\nb", "ü"})
    void noNameAtAll(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ModelName.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-oss:cloud", "gpt-oss:20b-cloud", "gpt-oss:20b:cloud", "gpt-oss:CLOUD", "gpt-oss:20B-Cloud",
                " gpt-oss:cloud ", "gpt-oss:cloud\u00a0", "gpt-oss: cloud", "gpt-oss:cloud\u0085", "a/b:cloud"
            })
    void goesToTheCloud(String name) {
        assertThat(ModelName.isCloud(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"my-cloud-model", "my-cloud", "cloud", "foo:bar-cloud/baz", "llama3.2", "llama3.2:local", ""})
    void doesNotSayThatItGoesToTheCloud(String name) {
        assertThat(ModelName.isCloud(name)).isFalse();
    }

    @Test
    void localIsNoPartOfTheName() {
        assertThat(ModelName.parse("a:3b:Local").local()).isTrue();
        assertThat(ModelName.parse("a:3b:local").tag()).isEqualTo("3b");
        assertThat(ModelName.parse("a:3b").local()).isFalse();
    }
}
