package digital.memu.inference.example.bot.commands;

import digital.memu.inference.example.bot.reminders.Reminder;
import digital.memu.inference.example.bot.reminders.Reminders;
import digital.memu.inference.example.bot.reminders.Wish;
import digital.memu.inference.example.bot.reminders.WishReader;
import digital.memu.inference.example.bot.talk.Answer;
import digital.memu.inference.example.bot.talk.Message;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** {@code /remind}: reads what is wanted and when, by AI where one answers and without where none does. */
public final class Remind implements Command {

    private static final Duration FARTHEST = Duration.ofDays(5 * 366);
    private static final int LONGEST = 500;
    private static final String HOW = "Write it like this: /remind tomorrow at 9 water the plants";

    private final Reminders reminders;
    private final List<WishReader> readers;
    private final TimeZones zones;

    /** Asks these readers in turn until one finds a time. */
    public Remind(Reminders reminders, List<WishReader> readers, TimeZones zones) {
        this.reminders = reminders;
        this.readers = List.copyOf(readers);
        this.zones = zones;
    }

    @Override
    public String name() {
        return "/remind";
    }

    @Override
    public String usage() {
        return "/remind WHEN WHAT: a reminder, such as /remind tomorrow at 9 water the plants";
    }

    @Override
    public boolean isQuick() {
        return false;
    }

    @Override
    public Answer run(Call call) {
        if (call.arguments().isEmpty()) {
            return Answer.own("❌ " + HOW);
        }
        if (call.arguments().length() > LONGEST) {
            return Answer.own("❌ That is too long for a reminder: " + LONGEST + " characters at most.");
        }
        Message message = call.message();
        ZonedDateTime said = message.at().atZone(zones.of(call));
        Optional<Wish> wish = readers.stream()
                .flatMap(reader -> reader.read(call.arguments(), said).stream())
                .filter(found -> isSensible(found, said))
                .findFirst();
        if (wish.isEmpty()) {
            return Answer.own("❌ I did not understand when in the future that is. " + HOW);
        }
        Reminder reminder = reminders.add(message.id(), message.room(), message.sender(), wish.get());
        return Answer.own("⏰ " + Times.words(reminder.when()) + ": " + Times.oneLine(reminder.text()) + "\n("
                + reminder.zone().getId() + "; /remind cancel " + reminder.number() + " ends it)");
    }

    private static boolean isSensible(Wish wish, ZonedDateTime said) {
        return wish.when().isAfter(said)
                && wish.when().isBefore(said.plus(FARTHEST))
                && wish.text().length() <= LONGEST
                && !wish.text().isBlank();
    }
}
