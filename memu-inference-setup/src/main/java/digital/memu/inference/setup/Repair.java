package digital.memu.inference.setup;

import java.util.List;
import java.util.Objects;

/** What one click could put right. Immutable and thread-safe. */
public final class Repair {

    /** What is to be done. More kinds may be added. */
    public enum Kind {
        /** Write {@link #value()} in place of the address. */
        ADDRESS,
        /** Exchange the address with that of the other service. */
        SWAP,
        /** Say that the service runs on this device. */
        THIS_DEVICE,
        /** Let the server fetch the model {@link #value()}, or choose one of {@link #alternatives()}. */
        PULL
    }

    private final Kind kind;
    private final String value;
    private final List<String> alternatives;
    private final String label;

    Repair(Kind kind, String value, List<String> alternatives, String label) {
        this.kind = Objects.requireNonNull(kind);
        this.value = Objects.requireNonNull(value);
        this.alternatives = List.copyOf(alternatives);
        this.label = Objects.requireNonNull(label);
    }

    /** What is to be done. */
    public Kind kind() {
        return kind;
    }

    /** The address to write, or the model to fetch; empty where there is nothing to choose. */
    public String value() {
        return value;
    }

    /** Models that are installed there, those nearest by name first, three at most; empty for other kinds. */
    public List<String> alternatives() {
        return alternatives;
    }

    /** For a button, in the language of the test. */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return kind + (value.isEmpty() ? "" : " " + value);
    }
}
