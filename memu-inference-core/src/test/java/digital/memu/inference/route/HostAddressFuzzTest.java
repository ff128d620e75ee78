package digital.memu.inference.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import digital.memu.support.Fuzz;
import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is typed: an address that reads back as itself, or a clean refusal. */
class HostAddressFuzzTest {

    private static final String SECRET = "hunter2";
    private static final String[] PIECES = {
        "http",
        "https",
        "HTTP",
        "ftp",
        "://",
        ":",
        "/",
        "//",
        "[",
        "]",
        "::",
        "::1",
        "0",
        "1",
        "255",
        "010",
        "11434",
        "80",
        "65536",
        "+80",
        "-0",
        "1.2.3.4",
        "0.0.0.0",
        "::ffff:1.2.3.4",
        "fe80::1",
        "%eth0",
        "%25eth0",
        "%25",
        "2001:db8",
        "abcd",
        "h",
        "pc",
        "example.com",
        "\"",
        "'",
        " ",
        "\t",
        "\r\n",
        "\u00a0",
        "\u0085",
        "\u2028",
        "\u202e",
        "\ufeff",
        "\ud800",
        "\udc00",
        "\0",
        "\u001b[31m",
        ".",
        "..",
        "/../",
        "%41",
        "%0a",
        "#f",
        "\\",
        "_",
        "-",
        "ü",
        "ß",
        "😀",
        "。",
        "：",
        "／",
        "٣",
        "0x7f",
        ",",
        "{",
        "user:" + SECRET + "@",
        SECRET + "://x@",
        "?key=" + SECRET,
        "x:" + SECRET + "＠"
    };
    private static final String ALPHABET = "ab:/.[]%@?#019 \"'\\-_\n\u00fc\u0000\uff20\ud83d\ude00";

    private int tried;
    private int accepted;

    @Test
    void readsBackOrRefuses() {
        if (Fuzz.rounds(100_000, this::tryOne)) {
            assertThat(accepted).as("so many that the check means something").isGreaterThan(tried / 20);
        }
    }

    private void tryOne(Random random) {
        String text = random.nextBoolean() ? pieces(random) : characters(random);
        tried++;
        try {
            checkAccepted(HostAddress.parse(text));
            accepted++;
        } catch (InvalidAddressException e) {
            checkMessage(e.getMessage());
        } catch (RuntimeException | AssertionError e) {
            fail("text " + escaped(text), e);
        }
    }

    private static void checkAccepted(HostAddress address) {
        String url = address.toString();
        HostAddress again = HostAddress.parse(url);
        check(again.equals(address) && again.toString().equals(url), "reads back as itself: ", url);
        check(address.host().length() > 0 && address.port() > 0 && address.port() <= 65_535, "can be dialled: ", url);
        check(!address.path().endsWith("/"), "path without end slash: ", url);
        check(url.chars().allMatch(c -> c > ' ' && c < 0x7f), "plain text: ", url);
        if (address.uriSafe()) {
            URI uri = URI.create(url);
            String host = address.host().indexOf(':') < 0 ? address.host() : "[" + address.host() + "]";
            check(uri.getPort() == address.port() && host.equals(uri.getHost()), "Java reads it alike: ", url);
        }
        address.warnings().forEach(HostAddressFuzzTest::checkMessage);
        check(!url.contains(SECRET), "no secret: ", url);
    }

    private static void checkMessage(String message) {
        check(!message.contains(SECRET), "no secret: ", message);
        for (int i = 0; i < message.length(); i += Character.charCount(message.codePointAt(i))) {
            check(SafeText.isVisible(message.codePointAt(i)), "one clean line: ", message);
        }
        check(message.length() < 2_000, "short: ", message);
    }

    // An AssertJ chain for each of a million checks would take longer than what it checks.
    private static void check(boolean holds, String what, String text) {
        if (!holds) {
            throw new AssertionError(what + escaped(text));
        }
    }

    private static String pieces(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(7); n > 0; n--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static String characters(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(12); n > 0; n--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(c > ' ' && c < 0x7f ? "" + (char) c : String.format("\\u%04x", c)));
        return escaped.toString();
    }
}
