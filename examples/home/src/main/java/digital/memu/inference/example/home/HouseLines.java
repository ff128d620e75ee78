package digital.memu.inference.example.home;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a terminal. Those that are about the machines are done here, the others are for the bot; for a bot whose
 * settings have changed they end, and the next one gets the rest. For one thread.
 */
final class HouseLines extends BufferedReader {

    static final String HELP =
            "/pc off switches the gaming PC off, /pc on switches it on again, /photo has a photo looked"
                    + " at, /help tells what the bot can do. Ctrl-D ends it.";

    private final Home home;
    private final PrintStream out;
    private String settings;
    private @Nullable String kept;
    private boolean over;

    HouseLines(Reader in, Home home, PrintStream out) {
        super(in);
        this.home = home;
        this.out = out;
        this.settings = home.settingsText();
    }

    /** Whether there are no more lines for any bot. */
    boolean isOver() {
        return over;
    }

    @Override
    public @Nullable String readLine() throws IOException {
        while (true) {
            String line = kept == null ? super.readLine() : kept;
            kept = null;
            if (line == null) {
                over = true;
                return null;
            }
            if (!home.settingsText().equals(settings)) {
                settings = home.settingsText();
                kept = line;
                out.println("The settings have changed: the bot starts anew.");
                return null;
            }
            if (!done(line.strip())) {
                return line;
            }
        }
    }

    private boolean done(String line) throws IOException {
        switch (line) {
            case "/pc off" -> {
                home.pc.off();
                out.println("The gaming PC is off.");
            }
            case "/pc on" -> {
                home.pc.on();
                out.println("The gaming PC is on.");
            }
            case "/photo" -> PhotoLook.print(home, out);
            default -> {
                return false;
            }
        }
        return true;
    }
}
