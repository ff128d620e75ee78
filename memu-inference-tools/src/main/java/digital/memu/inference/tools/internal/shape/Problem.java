package digital.memu.inference.tools.internal.shape;

/**
 * What is wrong with a value: where, and what should be there.
 *
 * @param where path to the value; empty for the whole
 * @param what never repeats the value, which may be private
 * @param detail the words of the program's own check, which may
 */
public record Problem(String where, String what, String detail) {

    /** Place and fault, fit for a log. */
    public String brief() {
        return (where.isEmpty() ? "the whole" : where) + " " + what;
    }

    /** Everything, for the model that made the mistake. */
    public String full() {
        return detail.isEmpty() ? brief() : brief() + ": " + detail;
    }
}
