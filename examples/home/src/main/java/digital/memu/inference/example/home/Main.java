package digital.memu.inference.example.home;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Starts the household and prints the address to open; then it is the bot's terminal until the input ends.
 *
 * <p>{@code --once} needs no terminal: it asks one question, shows the status and ends. Exit codes: 0 it ended, 2 wrong usage.
 */
public final class Main {

    /** What a fast machine takes for a word; slow enough to be watched. */
    private static final Duration PACE = Duration.ofMillis(12);

    private static final String ONCE = "/ask Why is the sky blue?\n/ai-status\n";

    private Main() {}

    /** Runs until the input ends. */
    public static void main(String[] arguments) throws IOException {
        List<String> given = List.of(arguments);
        boolean once = given.equals(List.of("--once"));
        if (!once && !given.isEmpty()) {
            System.err.println("--once is all that can be asked for.");
            System.exit(2);
        }
        Reader in = once ? new StringReader(ONCE) : new InputStreamReader(System.in, StandardCharsets.UTF_8);
        run(in, new PrintStream(System.out, false, StandardCharsets.UTF_8), PACE);
    }

    static void run(Reader in, PrintStream out, Duration pace) throws IOException {
        try (Home home = Home.open(pace, true)) {
            Runtime.getRuntime().addShutdownHook(new Thread(home::close, "home-end"));
            welcome(home, out);
            HouseLines lines = new HouseLines(in, home, out);
            while (!lines.isOver()) {
                HomeBot.run(home, lines, out);
                out.flush();
            }
        }
    }

    private static void welcome(Home home, PrintStream out) {
        out.println("A simulated hub, a simulated gaming PC, the set-up page and the bot are running.");
        out.println();
        out.println("Open this address in a browser; it works once:");
        out.println("  " + home.wizard.urlWithKey());
        out.println("Choose another computer there, and type the addresses of the gaming PC:");
        out.println("  chat    " + home.pc.ollama.url());
        out.println("  photos  " + home.pc.photos.url());
        out.println("What it saves holds for the next line that you write here.");
        out.println(HouseLines.HELP);
        out.println();
        out.flush();
    }
}
