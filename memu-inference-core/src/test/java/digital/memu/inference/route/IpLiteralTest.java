package digital.memu.inference.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numeric addresses, read as strictly as Go does and written as RFC 5952 wants. */
class IpLiteralTest {

    @ParameterizedTest
    @CsvSource({
        "1.2.3.4, 1.2.3.4",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "0:0:0:0:0:0:0:1, ::1",
        "2001:0DB8::00FF, 2001:db8::ff",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "1:0:0:2:0:0:3:4, 1::2:0:0:3:4",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
        "64:ff9b::1.2.3.4, 64:ff9b::102:304",
        "::ffff:1.2.3.4, 1.2.3.4",
    })
    void readsAndWrites(String text, String written) throws UnknownHostException {
        byte[] address = IpLiteral.parse(text);

        assertThat(IpLiteral.format(address)).isEqualTo(written);
        assertThat(InetAddress.getByAddress(address)).isEqualTo(InetAddress.getByName(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                ".1.2.3",
                "01.2.3.4",
                "1.2.3.256",
                "1.2.3.1000",
                "1.2.3.-4",
                "1.2.3.٣",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "::1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7:8::",
                "12345::",
                "g::",
                ":1::2",
                "1::2:",
                "::1.2.3.4:5",
                "1.2.3.4::",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::01.2.3.4",
                "::1%eth0",
                "[::1]"
            })
    void refusesEverythingElse(String text) {
        assertThat(IpLiteral.parse(text)).isEmpty();
    }

    @Test
    void agreesWithJavaOnRandomAddresses() throws UnknownHostException {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] address = new byte[16];
            for (int group = 0; group < 8; group++) {
                if (random.nextBoolean()) {
                    address[2 * group] = (byte) random.nextInt(256);
                    address[2 * group + 1] = (byte) random.nextInt(256);
                }
            }
            String text = IpLiteral.format(address);

            assertThat(IpLiteral.parse(text)).isEqualTo(IpLiteral.unmapped(address));
            assertThat(InetAddress.getByName(text).getAddress()).isEqualTo(IpLiteral.unmapped(address));
        }
    }

    /** Java takes these for numeric addresses and asks no resolver; which one it means, other systems see differently. */
    @ParameterizedTest
    @CsvSource({
        "127.1, 127.0.0.1",
        "127.0.1, 127.0.0.1",
        "2130706433, 127.0.0.1",
        "010.0.0.1, 10.0.0.1",
        "192.168.001.050, 192.168.1.50",
        "0, 0.0.0.0"
    })
    void javaReadsSpellingsThatAHostAddressRefuses(String text, String java) throws UnknownHostException {
        assertThat(InetAddress.getByName(text).getHostAddress()).isEqualTo(java);
        assertThatThrownBy(() -> HostAddress.parse(text)).isInstanceOf(InvalidAddressException.class);
    }

    /** The one such spelling that Ollama's table makes us keep is harmless: it leads nowhere. */
    @Test
    void javaReadsABarePortAsAnAddressThatIsNeverDialled() throws UnknownHostException {
        InetAddress address = InetAddress.getByName(HostAddress.parse("11434").host());

        assertThat(address.getHostAddress()).isEqualTo("0.0.44.170");
        assertThat(AddressRules.anywhere().refusal(address)).get().asString().contains("bare number");
    }
}
