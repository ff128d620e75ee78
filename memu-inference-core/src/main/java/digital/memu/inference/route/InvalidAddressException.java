package digital.memu.inference.route;

/**
 * A text is no address that a client can use.
 *
 * <p>The message can be shown to a user as it stands: it names the text, what is wrong with it and what to write instead. It
 * is one line, and of the text it shows neither user name, password nor query.
 */
public final class InvalidAddressException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** In a few words. */
    private final String reason;

    /** One sentence. */
    private final String fix;

    InvalidAddressException(String text, String reason, String fix) {
        super("\"" + SafeText.of(text) + "\" cannot be used as an address: " + reason + ". " + fix + ".");
        this.reason = reason;
        this.fix = fix + ".";
    }

    /** {@return what is wrong, in a few words and without the text itself} */
    public String reason() {
        return reason;
    }

    /** {@return what to write instead, one sentence} */
    public String fix() {
        return fix;
    }
}
