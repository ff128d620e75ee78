package digital.memu.inference.example.home;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.example.bot.Bot;
import digital.memu.inference.example.bot.commands.AllCommands;
import digital.memu.inference.example.bot.commands.Commands;
import digital.memu.inference.example.bot.console.Console;
import digital.memu.inference.example.bot.reminders.ReminderClock;
import digital.memu.inference.example.bot.reminders.Reminders;
import digital.memu.inference.example.bot.state.Database;
import digital.memu.inference.example.bot.state.StoredReminders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneId;

/** The bot on the terminal, as its own program puts it together, with the settings of a household. */
final class HomeBot {

    private HomeBot() {}

    /** Answers line after line until there are no more. */
    static void run(Home home, BufferedReader lines, PrintStream out) throws IOException {
        InferenceSettings servers =
                InferenceSettings.builder().envFile(home.settings()).build();
        Clock clock = Clock.systemUTC();
        try (Database database = Database.open(home.folder.resolve("bot"));
                InferenceRouter router = InferenceRouter.from(servers)) {
            Reminders reminders = new StoredReminders(database);
            Commands commands = AllCommands.with(router, servers, database, reminders, ZoneId.systemDefault(), clock);
            try (Bot bot = new Bot(commands, router);
                    ReminderClock reminding = new ReminderClock(reminders, clock)) {
                Console console = new Console(out, clock);
                reminding.start(console);
                console.run(bot, lines);
            }
        }
    }
}
