package digital.memu.inference.example.bot.commands;

import digital.memu.inference.example.bot.talk.Chat;
import digital.memu.inference.example.bot.talk.Message;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A room whose history is given. */
final class FakeChat implements Chat {

    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /** A Friday. */
    static final Instant NOW = ZonedDateTime.of(2026, 1, 30, 18, 0, 0, 0, ZONE).toInstant();

    final List<Message> said = new ArrayList<>();
    final List<String> shown = new ArrayList<>();
    private int number;

    void says(String person, String text) {
        said.add(message(person, text));
    }

    Message message(String person, String text) {
        return new Message("!room:x", "$" + ++number, "@" + person + ":x", NOW, text);
    }

    /** The command as somebody gives it. */
    Call call(String arguments) {
        return new Call(message("mum", arguments), arguments, this, shown::add);
    }

    @Override
    public List<Message> before(Message message, int most) {
        return said.subList(Math.max(0, said.size() - most), said.size());
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
        throw new UnsupportedOperationException();
    }
}
