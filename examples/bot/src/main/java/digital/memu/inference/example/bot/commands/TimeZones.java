package digital.memu.inference.example.bot.commands;

import digital.memu.inference.example.bot.state.Rooms;
import java.time.ZoneId;

/** Which time zone is meant: the room's where it was set, else that of the person's profile, else the bot's. Thread-safe. */
public final class TimeZones {

    private final Rooms rooms;
    private final ZoneId standard;

    /** With this one where no other is known. */
    public TimeZones(Rooms rooms, ZoneId standard) {
        this.rooms = rooms;
        this.standard = standard;
    }

    ZoneId of(Call call) {
        return rooms.zone(call.message().room())
                .or(() -> call.chat().zoneOf(call.message().sender()))
                .orElse(standard);
    }

    void set(String room, ZoneId zone) {
        rooms.zone(room, zone);
    }
}
