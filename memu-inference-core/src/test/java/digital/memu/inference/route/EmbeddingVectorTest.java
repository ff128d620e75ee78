package digital.memu.inference.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors, and what they may be compared with. */
class EmbeddingVectorTest {

    private static EmbeddingVector vector(float... numbers) {
        return EmbeddingVector.of("m", numbers);
    }

    @Test
    void likenessIsThatOfDirections() {
        assertThat(vector(1, 2).cosine(vector(2, 4))).isCloseTo(1, within(1e-12));
        assertThat(vector(1, 0).cosine(vector(0, 3))).isZero();
        assertThat(vector(1, 1).cosine(vector(-2, -2))).isCloseTo(-1, within(1e-12));
        assertThat(vector(0, 0).cosine(vector(1, 1))).isZero();
    }

    @Test
    void vectorsOfTwoModelsAreNotCompared() {
        EmbeddingVector other = EmbeddingVector.of("buffalo_s", new float[] {1, 2});

        assertThatThrownBy(() -> vector(1, 2).cosine(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("m/2")
                .hasMessageContaining("buffalo_s/2");
    }

    @Test
    void norAreThoseOfTwoLengths() {
        assertThatThrownBy(() -> vector(1, 2).cosine(vector(1, 2, 3))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNormalisedVectorHasLengthOne() {
        assertThat(vector(3, 4).normalised().vector()).containsExactly(0.6f, 0.8f);
        assertThat(vector(0, 0).normalised().vector()).containsExactly(0, 0);
        assertThat(vector(Float.MAX_VALUE, 0).normalised().vector()).containsExactly(1, 0);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNoNumberMakesNoVector(float number) {
        assertThatThrownBy(() -> vector(1, number)).hasMessageContaining("Number 1");
        assertThatThrownBy(EmbeddingVectorTest::vector).hasMessageContaining("no numbers");
    }

    @Test
    void itsNumbersCannotBeChangedFromOutside() {
        EmbeddingVector vector = vector(1, 2);
        vector.vector()[0] = 9;

        assertThat(vector.vector()).containsExactly(1, 2);
        assertThat(vector.toString()).isEqualTo("EmbeddingVector[m/2]");
        assertThat(vector.calibrated(false).toString()).isEqualTo("EmbeddingVector[m/2, not calibrated]");
        assertThat(vector.calibrated(false)).isNotEqualTo(vector);
    }
}
