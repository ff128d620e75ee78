package digital.memu.inference.route;

import java.util.Arrays;

/**
 * Numeric addresses, read and written without ever asking a resolver.
 *
 * <p>Strict as Go's {@code net.ParseIP}: four decimal numbers without leading zeros, or IPv6 as RFC 4291 has it. {@link
 * java.net.InetAddress} reads much more ({@code 127.1}, {@code 010.0.0.1}) and not the same on every release.
 */
final class IpLiteral {
    /** What {@link #parse} returns for a text that is no address. */
    static final byte[] NONE = {};

    private static final int GROUPS = 8;

    private IpLiteral() {}

    /** The 4 or 16 bytes of an address; IPv4-mapped IPv6 gives 4. Empty if the text is no address, or has a zone. */
    static byte[] parse(String text) {
        return text.indexOf(':') < 0 ? parseV4(text) : unmapped(parseV6(text));
    }

    /** The text of 4 or 16 bytes, IPv6 as RFC 5952 wants it: {@code 2001:db8::1}. IPv4-mapped is written as IPv4. */
    static String format(byte[] address) {
        byte[] bytes = unmapped(address);
        return bytes.length == 4 ? formatV4(bytes) : formatV6(bytes);
    }

    /** IPv4-mapped IPv6 as the IPv4 that goes over the wire; everything else as it is. */
    static byte[] unmapped(byte[] address) {
        if (address.length != 16 || address[10] != -1 || address[11] != -1) {
            return address;
        }
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return address;
            }
        }
        return Arrays.copyOfRange(address, 12, 16);
    }

    private static byte[] parseV4(String text) {
        String[] parts = text.length() > 15 ? new String[0] : text.split("\\.", -1);
        if (parts.length != 4) {
            return NONE;
        }
        byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            String part = parts[i];
            boolean decimal =
                    !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            boolean leadingZero = part.length() > 1 && part.charAt(0) == '0';
            if (!decimal || leadingZero || Integer.parseInt(part) > 255) {
                return NONE;
            }
            address[i] = (byte) Integer.parseInt(part);
        }
        return address;
    }

    private static byte[] parseV6(String text) {
        int gap = text.indexOf("::");
        byte[] head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        if (gap < 0) {
            return head.length == 16 ? head : NONE;
        }
        byte[] tail = groups(text.substring(gap + 2), true);
        boolean broken = (head.length == 0 && gap > 0) || (tail.length == 0 && gap + 2 < text.length());
        // "::" stands for at least one group.
        if (broken || head.length + tail.length > 2 * (GROUPS - 1)) {
            return NONE;
        }
        byte[] address = Arrays.copyOf(head, 16);
        System.arraycopy(tail, 0, address, 16 - tail.length, tail.length);
        return address;
    }

    /** Groups of hex digits between single colons; the last may be a dotted IPv4 if it ends the address. */
    private static byte[] groups(String text, boolean last) {
        String[] parts = text.split(":", -1);
        if (text.isEmpty() || parts.length > GROUPS) {
            return NONE;
        }
        byte[] bytes = new byte[2 * GROUPS + 2];
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            byte[] group =
                    last && i == parts.length - 1 && parts[i].indexOf('.') >= 0 ? parseV4(parts[i]) : group(parts[i]);
            if (group.length == 0) {
                return NONE;
            }
            System.arraycopy(group, 0, bytes, length, group.length);
            length += group.length;
        }
        return Arrays.copyOf(bytes, length);
    }

    private static byte[] group(String text) {
        if (text.isEmpty() || text.length() > 4 || !text.chars().allMatch(IpLiteral::isHex)) {
            return NONE;
        }
        int value = Integer.parseInt(text, 16);
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    static boolean isHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static String formatV4(byte[] b) {
        return (b[0] & 0xff) + "." + (b[1] & 0xff) + "." + (b[2] & 0xff) + "." + (b[3] & 0xff);
    }

    private static String formatV6(byte[] b) {
        int gap = -1;
        int gapLength = 1; // one zero group alone is written out
        for (int i = 0; i < GROUPS; i++) {
            int length = zeroGroups(b, i);
            if (length > gapLength) {
                gap = i;
                gapLength = length;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == gap) {
                text.append("::");
                i += gapLength - 1;
                continue;
            }
            if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groupAt(b, i)));
        }
        return text.toString();
    }

    private static int zeroGroups(byte[] b, int from) {
        int i = from;
        while (i < GROUPS && groupAt(b, i) == 0) {
            i++;
        }
        return i - from;
    }

    private static int groupAt(byte[] b, int i) {
        return (b[2 * i] & 0xff) << 8 | (b[2 * i + 1] & 0xff);
    }
}
