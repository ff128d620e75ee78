package digital.memu.inference.example.bot.commands;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.example.bot.reminders.AiReader;
import digital.memu.inference.example.bot.reminders.DateReader;
import digital.memu.inference.example.bot.reminders.Reminders;
import digital.memu.inference.example.bot.state.Database;
import digital.memu.inference.example.bot.state.Pauses;
import digital.memu.inference.example.bot.state.Rooms;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What the bot can do, put together. */
public final class AllCommands {

    private AllCommands() {}

    /** In the order of the help. */
    public static Commands with(
            InferenceRouter router,
            InferenceSettings servers,
            Database database,
            Reminders reminders,
            ZoneId zone,
            Clock clock) {
        Writer writer = new Writer(router);
        TimeZones zones = new TimeZones(new Rooms(database), zone);
        List<Command> commands = new ArrayList<>(List.of(
                new Ask(writer, new Talks(router)),
                new Summarize(writer),
                new Remind(reminders, List.of(new AiReader(router, Writer.CONTEXT_LENGTH), new DateReader()), zones),
                new RemindList(reminders),
                new RemindCancel(reminders),
                new RemindZone(zones),
                new AiStatus(router, zone),
                new AiTest(servers),
                new AiPause(router, new Pauses(database), clock, zone)));
        commands.add(new Help(commands));
        return new Commands(commands);
    }
}
