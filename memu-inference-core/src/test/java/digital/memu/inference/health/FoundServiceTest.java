package digital.memu.inference.health;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.health.GpuEvidence.Level;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server says of itself, as far as it is kept. */
class FoundServiceTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.32.15", "0.18.0-rc1", "v2.7.5", "0.5.4-0-g1a2b3c+dirty"})
    void versionsAreKept(String version) {
        assertThat(FoundService.named("Ollama").version(version)).hasToString("Ollama " + version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<b>1</b>",
                "1.0\nHost: evil",
                "1 0",
                "\u202e1.0",
                "-1",
                "0123456789012345678901234567890123456789x"
            })
    void whatIsNoVersionIsNotRepeated(String words) {
        assertThat(FoundService.named("Ollama").version(words).version()).isEmpty();
    }

    @Test
    void namesOfModelsAreOneLineWithoutAnythingInvisible() {
        assertThat(FoundModel.named("a\u202eb\r\nc\u0000").name()).isEqualTo("a?b??c?");
        assertThat(FoundModel.named("x".repeat(5_000)).name()).hasSize(201).endsWith("…");
        assertThat(FoundModel.named("hf.co/someone/" + "m".repeat(90) + ":Q4_K_M")
                        .name())
                .endsWith("m:Q4_K_M");
    }

    @Test
    void theBestEvidenceCounts() {
        GpuEvidence nothing = GpuEvidence.unknown();

        assertThat(nothing.level()).isEqualTo(Level.UNKNOWN);
        assertThat(nothing.inUse(0).level()).isEqualTo(Level.UNKNOWN);
        assertThat(nothing.inUse(0.4).level()).isEqualTo(Level.IN_USE);
        assertThat(nothing.measured(40).level()).isEqualTo(Level.UNKNOWN);
        assertThat(nothing.measured(40).comparedWith(0).level()).isEqualTo(Level.UNKNOWN);
        assertThat(nothing.measured(40).comparedWith(35).level()).isEqualTo(Level.UNKNOWN);
        assertThat(nothing.comparedWith(4).level()).isEqualTo(Level.UNKNOWN);
        assertThat(nothing.measured(40).comparedWith(4).level()).isEqualTo(Level.FAST);
        assertThat(nothing.measured(40).comparedWith(4).timesAsFast()).hasValue(10);
        assertThat(nothing.measured(40).comparedWith(4).inUse(1).level()).isEqualTo(Level.IN_USE);
        assertThat(nothing.inUse(1).named(List.of("RTX 4080"), "an exporter").level())
                .isEqualTo(Level.NAMED);
        assertThat(nothing.inUse(1).named(List.of(), "an exporter").level()).isEqualTo(Level.IN_USE);
    }

    @Test
    void whatIsNotToldIsNotMadeUp() {
        FoundModel model = FoundModel.named("llama3.2:latest");

        assertThat(model.size()).isEmpty();
        assertThat(model.sized(0).size()).isEmpty();
        assertThat(model.sized(7).size()).hasValue(7);
        assertThat(model.isLoaded()).isFalse();
        assertThat(model.loaded(OptionalDouble.empty()).isLoaded()).isTrue();
        assertThat(model.loaded(OptionalDouble.empty()).gpuShare()).isEmpty();
    }

    @Test
    void concernsKeepTheirOrderAndAreSaidOnce() {
        FoundService found = FoundService.named("Ollama")
                .concern(DiagnosisCode.VERSION_OLD)
                .concern(DiagnosisCode.of("ML_VERSION_DIFF"))
                .concern(DiagnosisCode.VERSION_OLD);

        assertThat(found.concerns()).containsExactly(DiagnosisCode.VERSION_OLD, DiagnosisCode.of("ML_VERSION_DIFF"));
    }
}
