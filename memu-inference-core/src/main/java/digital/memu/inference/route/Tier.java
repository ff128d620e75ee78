package digital.memu.inference.route;

/** How far a backend is from the program: the first thing that decides who is asked first. */
public enum Tier {
    /** Another machine, usually faster and not always on. Preferred by default. */
    EXTERNAL("external"),
    /** The machine at hand: slower, always there. Answers when no external backend can. */
    LOCAL("local");

    private final String word;

    Tier(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
