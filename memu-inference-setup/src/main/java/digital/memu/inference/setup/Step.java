package digital.memu.inference.setup;

import java.util.Objects;

/** How far a test is, for whoever waits. Immutable and thread-safe. */
public final class Step {

    /** The parts of a test, in their order; one that is not needed is left out. More may be added. */
    public enum Part {
        /** The name is looked up, and the address checked. */
        RESOLVE,
        /** The machine is dialled. */
        REACH,
        /** The first answer is waited for. */
        SPEAK,
        /** The answer is compared with what the service says. */
        IDENTIFY,
        /** Its models are looked at. */
        MODEL,
        /** A graphics card is looked for. */
        GPU,
        /** The model's speed is measured, which loads it. */
        SPEED
    }

    private final Part part;
    private final String address;
    private final String text;

    Step(Part part, String address, String text) {
        this.part = Objects.requireNonNull(part);
        this.address = Objects.requireNonNull(address);
        this.text = Objects.requireNonNull(text);
    }

    /** The part that begins. */
    public Part part() {
        return part;
    }

    /** The server under test by its host and port. */
    public String address() {
        return address;
    }

    /** In words, in the language of the test. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return part + " " + address;
    }
}
