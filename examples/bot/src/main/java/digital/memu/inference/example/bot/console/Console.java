package digital.memu.inference.example.bot.console;

import digital.memu.inference.example.bot.Bot;
import digital.memu.inference.example.bot.talk.Chat;
import digital.memu.inference.example.bot.talk.Message;
import digital.memu.inference.example.console.Plain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** One room on a terminal: each line is a message. Thread-safe, except for {@link #run}. */
public final class Console implements Chat {

    private static final String ROOM = "terminal";
    private static final int MOST_REMEMBERED = 300;

    private final PrintStream out;
    private final Clock clock;
    private final List<Message> said = new CopyOnWriteArrayList<>();

    /** Prints there. */
    public Console(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Reads lines and answers them, until there are no more. */
    public void run(Bot bot, BufferedReader in) throws IOException {
        out.println("No MATRIX_HOMESERVER is set: you are in a chat on this terminal. /help tells what I can do.");
        int number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Message message = new Message(
                    ROOM,
                    ROOM + "-" + clock.instant() + "-" + ++number,
                    System.getProperty("user.name", "you"),
                    clock.instant(),
                    line);
            if (bot.understands(line)) {
                bot.hear(message, this, new ConsoleReply(out)).join();
            } else if (!line.isBlank()) {
                remember(message);
            }
        }
    }

    private void remember(Message message) {
        said.add(message);
        if (said.size() > MOST_REMEMBERED) {
            said.remove(0);
        }
    }

    @Override
    public List<Message> before(Message message, int most) {
        List<Message> all = new ArrayList<>(said);
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    @Override
    public List<Message> unread(Message message, int most) {
        return before(message, most);
    }

    @Override
    public Optional<ZoneId> zoneOf(String person) {
        return Optional.empty();
    }

    @Override
    public void call(String room, String person, String key, String text) {
        out.println(Plain.lines(text));
    }
}
