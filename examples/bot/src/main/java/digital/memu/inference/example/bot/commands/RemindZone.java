package digital.memu.inference.example.bot.commands;

import digital.memu.inference.example.bot.talk.Answer;
import digital.memu.inference.route.SafeText;
import java.time.DateTimeException;
import java.time.ZoneId;

/** {@code /remind zone}: the time zone in which the room's reminders are meant. */
public final class RemindZone implements Command {

    private final TimeZones zones;

    /** Of these. */
    public RemindZone(TimeZones zones) {
        this.zones = zones;
    }

    @Override
    public String name() {
        return "/remind zone";
    }

    @Override
    public String usage() {
        return "/remind zone Europe/Berlin: the time zone of this room";
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public Answer run(Call call) {
        if (call.arguments().isEmpty()) {
            return Answer.own("Times are meant in " + zones.of(call).getId() + ".");
        }
        try {
            ZoneId zone = ZoneId.of(call.arguments());
            zones.set(call.message().room(), zone);
            return Answer.own("✓ From now on times in this room are meant in " + zone.getId() + ".");
        } catch (DateTimeException e) {
            return Answer.own("❌ '" + SafeText.of(call.arguments(), 40)
                    + "' is no time zone. Write it like this: /remind zone Europe/Berlin");
        }
    }
}
