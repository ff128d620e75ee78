package digital.memu.inference.example.wizard.page;

/** A value out of the file of settings, fit to be shown. */
final class Redaction {

    private Redaction() {}

    /** Without what may be a password in an address. */
    static String of(String value) {
        return value.contains("@") ? "…" : value.isEmpty() ? "\"\"" : value;
    }
}
