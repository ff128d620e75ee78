package digital.memu.inference.route;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A row of {@code addresses.txt}: what is typed, and what becomes of it.
 *
 * @param detail the host that is dialled or looked up; where there is none, why, in some words of the message
 */
record AddressTable(Outcome outcome, String typed, String detail) {

    enum Outcome {
        TEXT,
        DIAL,
        NAME,
        DEVICE(Zone.THIS_DEVICE),
        LAN(Zone.LAN),
        TAILNET(Zone.TAILNET),
        INTERNET(Zone.INTERNET);

        private final Zone[] zone;

        Outcome(Zone... zone) {
            this.zone = zone;
        }

        Zone zone() {
            return zone[0];
        }
    }

    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    static Stream<AddressTable> rows() throws IOException {
        try (InputStream in = AddressTable.class.getResourceAsStream("addresses.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(AddressTable::row);
        }
    }

    private static AddressTable row(String line) {
        String[] cells = line.split("\\|", -1);
        if (cells.length != 3) {
            throw new IllegalStateException("no row: " + line);
        }
        Outcome outcome = Outcome.valueOf(cells[0].strip().toUpperCase(Locale.ROOT));
        String typed = ESCAPE.matcher(cells[1].strip())
                .replaceAll(
                        hex -> Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(hex.group(1), 16))));
        return new AddressTable(outcome, typed, cells[2].strip());
    }

    /** The host without the interface that it is reached through, which may not exist here. */
    static String withoutInterface(String host) {
        int percent = host.indexOf('%');
        return percent < 0 ? host : host.substring(0, percent);
    }

    /** Whether Java takes the host for an address, and looks nothing up. */
    static boolean isNumeric(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }
}
