package digital.memu.inference.route;

/** A range of addresses of one family, such as 192.168.0.0/16. */
final class AddressBlock {
    private final byte[] base;
    private final int bits;

    private AddressBlock(byte[] base, int bits) {
        this.base = base;
        this.bits = bits;
    }

    static AddressBlock of(String text) {
        int slash = text.indexOf('/');
        return new AddressBlock(IpLiteral.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    /** An address of the other family is never in the block. */
    boolean contains(byte[] address) {
        if (address.length != base.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != base[i]) {
                return false;
            }
        }
        return bits % 8 == 0 || ((address[whole] ^ base[whole]) & 0xff) >> (8 - bits % 8) == 0;
    }
}
