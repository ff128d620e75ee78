package digital.memu.inference.immich.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

    @ParameterizedTest
    @CsvSource({
        "12, 12.0",
        "0, 0.0",
        "-0.5, -0.5",
        "0.0010, 0.001",
        "0.000016526956, 0.000016526956",
        "-0.00002, -0.00002",
        "0.000001234, 0.000001234",
        "1e-7, 1e-7",
        "-1.5e-9, -1.5e-9",
        "1.5e7, 15000000.0",
        "123456.7, 123456.7",
        "16777215, 16777215.0",
        "1e20, 1e20",
        "NaN, null",
        "Infinity, null"
    })
    void numbersAreWrittenAsTheServiceWritesThem(float number, String text) {
        assertThat(Json.number(number)).isEqualTo(text);
    }

    @Test
    void numbersKeepTheirValue() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            float number = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(number)) {
                assertThat(Float.parseFloat(Json.number(number))).isEqualTo(number);
            }
        }
    }
}
