package digital.memu.inference.setup;

import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.InvalidAddressException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address as somebody typed it.
 *
 * @param address what it means; null if it means nothing
 * @param problem what is wrong with it; null if nothing is
 * @param portMissing whether it has a scheme and no port, so that it means port 80
 * @param reason what is wrong in the words of the address's own rules; empty if nothing is
 */
record TypedAddress(@Nullable HostAddress address, @Nullable Finding problem, boolean portMissing, String reason) {

    private static final String EXAMPLE = "192.168.1.50";

    /** No host at all, or 0.0.0.0 and ::, where a server listens; with or without scheme, port and path. */
    private static final Pattern NOBODY =
            Pattern.compile("(?i)(https?://)?(0\\.0\\.0\\.0|\\[::]|::)?(:\\d*)?(/.*)?", Pattern.DOTALL);

    private static final Pattern HTTP_WITHOUT_PORT = Pattern.compile("http://([^/:\\[\\]]+|\\[[^/\\]]*])(/.*)?");

    static TypedAddress of(HostAddress address) {
        return new TypedAddress(address, null, false, "");
    }

    static TypedAddress read(String text, int usualPort) {
        String trimmed = text.strip();
        if (NOBODY.matcher(trimmed).matches()) {
            return wrong(Finding.of(DiagnosisCode.URL_INVALID, "NOBODY").about(EXAMPLE + ":" + usualPort), "no host");
        }
        try {
            return new TypedAddress(
                    HostAddress.parse(text, usualPort),
                    null,
                    HTTP_WITHOUT_PORT.matcher(trimmed).matches(),
                    "");
        } catch (InvalidAddressException e) {
            Finding finding = Finding.of(DiagnosisCode.URL_INVALID);
            return wrong(
                    mended(trimmed, usualPort)
                            .map(address -> finding.write(address.toString()))
                            .orElseGet(() -> finding.about(EXAMPLE + ":" + usualPort)),
                    e.reason());
        }
    }

    /** What can be guessed without a risk: blanks that crept in, a query, or a user's name. */
    private static Optional<HostAddress> mended(String text, int usualPort) {
        String plain = text.codePoints()
                .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c) && c != '\\')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        int query = firstOf(plain, '?', '#');
        int at = plain.lastIndexOf('@');
        if (query >= 0 && at >= 0) {
            return Optional.empty(); // nobody can tell which of them belongs to a password
        }
        int scheme = plain.indexOf("://");
        String begin = scheme < 0 || scheme > at ? "" : plain.substring(0, scheme + 3);
        String guess = query >= 0 ? plain.substring(0, query) : at >= 0 ? begin + plain.substring(at + 1) : plain;
        if (NOBODY.matcher(guess).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(HostAddress.parse(guess, usualPort));
        } catch (InvalidAddressException e) {
            return Optional.empty();
        }
    }

    private static int firstOf(String text, char one, char other) {
        int first = text.indexOf(one);
        int second = text.indexOf(other);
        return first < 0 ? second : second < 0 ? first : Math.min(first, second);
    }

    private static TypedAddress wrong(Finding problem, String reason) {
        return new TypedAddress(null, problem, false, reason);
    }
}
