package digital.memu.inference.example.benchmarks;

import java.io.PrintStream;

/** The results, as Markdown. */
final class Table {

    private final PrintStream out;

    Table(PrintStream out) {
        this.out = out;
        out.println("| what | memu-inference | target | plain JDK client |");
        out.println("|---|---|---|---|");
    }

    void row(String what, String measured, String target, String plain) {
        out.printf("| %s | %s | %s | %s |%n", what, measured, target, plain);
    }
}
