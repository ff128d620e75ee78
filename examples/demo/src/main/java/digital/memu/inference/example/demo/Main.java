package digital.memu.inference.example.demo;

/** Asks one question and prints the answer. */
public final class Main {
    private Main() {}

    /**
     * Runs the demo.
     *
     * @param arguments none are read
     */
    public static void main(String[] arguments) {
        System.out.println("memu-inference demo");
    }
}
