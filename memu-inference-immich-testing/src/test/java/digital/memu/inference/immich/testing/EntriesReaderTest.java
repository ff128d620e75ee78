package digital.memu.inference.immich.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the recordings do not show of the two generations' ways to read {@code entries}. */
class EntriesReaderTest {

    private static String answer(Generation generation, String entries) {
        try {
            int read = new EntriesReader(generation, (model, slot) -> model.equals("m"))
                    .read(entries)
                    .size();
            return "reads " + read;
        } catch (Refusal e) {
            return String.valueOf(e.reply().status());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "\"clip\"                                                                   | 422     | 422",
                "7                                                                          | 422     | 422",
                "{} {}                                                                      | 422     | 422",
                "{\"clip\":null}                                                            | 422     | 422",
                "{\"clip\":[]}                                                              | 422     | 422",
                "{\"clip\":{\"visual\":7}}                                                  | 500     | 422",
                "{\"clip\":{\"visual\":[]}}                                                 | 500     | 422",
                "{\"clip\":{\"visual\":{}}}                                                 | 422     | 422",
                "{\"clip\":{\"visual\":{\"modelName\":null}}}                               | 422     | 422",
                "{\"clip\":{\"visual\":{\"modelName\":\"\"}}}                               | 500     | reads 1",
                "{\"clip\":{\"visual\":{\"modelName\":\"x/m\"}}}                            | reads 1 | reads 1",
                "{\"clip\":{\"visual\":{\"modelName\":\" m\"}}}                             | 500     | reads 1",
                "{\"clip\":{\"visual\":{\"modelName\":\"m\"},\"textual\":null}}             | 500     | reads 1",
                "{\"clip\":{\"visual\":{\"modelName\":\"m\"}},\"ocr\":null}                 | 422     | reads 1",
                "{\"clip\":{\"detection\":{\"modelName\":\"m\"}}}                           | 500     | 422",
                "{\"clip\":{\"textual\":{\"modelName\":\"m\",\"options\":{\"language\":7}}}}     | reads 1 | 422",
                "{\"clip\":{\"textual\":{\"modelName\":\"m\",\"options\":{\"language\":null}}}}  | reads 1 | reads 1",
                "{\"clip\":{\"visual\":{\"modelName\":\"m\",\"options\":{\"minScore\":null}}}}   | reads 1 | reads 1",
                "{\"clip\":{\"visual\":{\"modelName\":\"m\",\"options\":\"x\"}}}                 | reads 1 | 422",
                "{\"ocr\":{\"detection\":{\"modelName\":\"m\",\"options\":{\"minScore\":\"0.5\"}}}}       | reads 1 | reads 1",
                "{\"ocr\":{\"detection\":{\"modelName\":\"m\",\"options\":{\"minScore\":\"half\"}}}}      | reads 1 | 422",
                "{\"ocr\":{\"detection\":{\"modelName\":\"m\",\"options\":{\"maxResolution\":736.0}}}}    | reads 1 | reads 1",
                "{\"ocr\":{\"detection\":{\"modelName\":\"m\",\"options\":{\"maxResolution\":[]}}}}       | reads 1 | 422",
                "{\"ocr\":{\"recognition\":{\"modelName\":\"m\",\"options\":{\"maxResolution\":1.5}}}}    | reads 1 | reads 1"
            })
    void eachGenerationReadsInItsOwnWay(String entries, String lenient, String strict) {
        assertThat(answer(Generation.LENIENT, entries)).as("lenient").isEqualTo(lenient);
        assertThat(answer(Generation.STRICT, entries)).as("strict").isEqualTo(strict);
    }
}
