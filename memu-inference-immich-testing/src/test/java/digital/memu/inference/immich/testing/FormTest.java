package digital.memu.inference.immich.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {

    private static final String TYPE = "multipart/form-data; boundary=\"b c\"";

    private static Form multipart(String body) {
        return Form.of(TYPE, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String part(String headers, String content) {
        return "--b c\r\n" + headers + "\r\n\r\n" + content + "\r\n";
    }

    @Test
    void partsKeepWhatLooksLikeABoundary() {
        Form form = multipart(part("Content-Disposition: form-data; name=\"a\"", "--b c\r\n--b")
                + part("content-disposition: form-data; name=e; filename=\"x\\\"y\"\r\nX: 1", "") + "--b c--\r\n");
        assertThat(form.error()).isNull();
        assertThat(form.last("a").orElseThrow().text()).isEqualTo("--b c\r\n--b");
        assertThat(form.last("e").orElseThrow().filename()).contains("x\"y");
        assertThat(form.last("e").orElseThrow().bytes()).isEmpty();
        assertThat(form.present("e")).isPresent();
    }

    @Test
    void ofSeveralOfANameTheLastCountsAndAnEmptyFieldIsNone() {
        Form form = multipart(part("Content-Disposition: form-data; name=\"a\"", "1")
                + part("Content-Disposition: form-data; name=\"a\"", "") + "--b c--");
        assertThat(form.parts()).hasSize(2);
        assertThat(form.last("a").orElseThrow().text()).isEmpty();
        assertThat(form.present("a")).isEmpty();
    }

    @Test
    void whatIsCutOffIsDroppedWhereverTheCutIs() {
        String whole = part("Content-Disposition: form-data; name=\"a\"", "1")
                + part("Content-Disposition: form-data; name=\"b\"", "2") + "--b c--\r\n";
        int firstEnd = whole.indexOf("\r\n--b c", 5) + 7;
        int secondEnd = whole.lastIndexOf("\r\n--b c") + 7;
        for (int length = 5; length <= whole.length(); length++) {
            int expected = length >= secondEnd ? 2 : length >= firstEnd ? 1 : 0;
            assertThat(multipart(whole.substring(0, length)).parts())
                    .as("cut at %d", length)
                    .hasSize(expected);
        }
    }

    @Test
    void fieldOfOneMebibyteIsTheLargest() {
        byte[] content = new byte[1 << 20];
        Arrays.fill(content, (byte) 'x');
        String large = new String(content, StandardCharsets.US_ASCII);
        String field = "Content-Disposition: form-data; name=\"a\"";
        assertThat(multipart(part(field, large) + "--b c--").error()).isNull();
        assertThat(multipart(part(field, large + "x") + "--b c--").error())
                .isEqualTo("Part exceeded maximum size of 1024KB.");
        assertThat(multipart(part(field + "; filename=\"\"", large + "x") + "--b c--")
                        .error())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"multipart/form-data", "multipart/form-data; boundary=", "Multipart/Form-Data; charset=utf-8"})
    void boundaryMustBeThere(String type) {
        assertThat(Form.of(type, new byte[0]).error()).isEqualTo("Missing boundary in multipart.");
    }

    @Test
    void partMustHaveAName() {
        assertThat(multipart(part("Content-Type: text/plain", "x") + "--b c--").error())
                .contains("\"name\"");
        assertThat(multipart("something else").error()).contains("boundary");
    }

    @Test
    void urlencodedFieldsAreDecoded() {
        Form form = Form.of(
                "application/x-www-form-urlencoded; charset=utf-8",
                "a=%7B%22x%22%7D&b=1+2&c&d=%zz".getBytes(StandardCharsets.US_ASCII));
        assertThat(form.last("a").orElseThrow().text()).isEqualTo("{\"x\"}");
        assertThat(form.last("b").orElseThrow().text()).isEqualTo("1 2");
        assertThat(form.last("c")).isEmpty();
        assertThat(form.last("d").orElseThrow().text()).isEqualTo("%zz");
    }
}
