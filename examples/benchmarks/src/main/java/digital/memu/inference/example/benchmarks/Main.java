package digital.memu.inference.example.benchmarks;

import digital.memu.support.NetworkNamespace;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Measures, and prints a table.
 *
 * <p>{@code -Dtimes=5} how often each thing is done, {@code -Doutages=10} how often the PC goes off at 20 requests a second
 * (21 s each; 0 leaves that out).
 */
final class Main {

    private Main() {}

    public static void main(String[] args) throws Exception {
        run(System.out, Integer.getInteger("times", 5), Integer.getInteger("outages", 10), 20_000);
    }

    static void run(PrintStream out, int times, int outages, int calls) throws Exception {
        Table table = new Table(out);
        Overhead.measure(table, calls);
        Photos.measure(table, 10_000_000, 400_000, 4 * times, 30 * times);
        if (!NetworkNamespace.possible()) {
            out.println();
            out.println(NetworkNamespace.MISSING);
            return;
        }
        try (SecondHost pc = SecondHost.start();
                Home home = new Home(pc)) {
            Duration usual = Silence.measure(table, home, times);
            if (outages > 0) {
                Outages.measure(table, home, usual, outages);
            }
        }
    }
}
