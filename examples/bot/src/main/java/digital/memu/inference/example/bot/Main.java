package digital.memu.inference.example.bot;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.example.bot.commands.AllCommands;
import digital.memu.inference.example.bot.commands.Commands;
import digital.memu.inference.example.bot.console.Console;
import digital.memu.inference.example.bot.logging.Redaction;
import digital.memu.inference.example.bot.matrix.MatrixBot;
import digital.memu.inference.example.bot.metrics.MeterListener;
import digital.memu.inference.example.bot.metrics.MetricsPage;
import digital.memu.inference.example.bot.reminders.ReminderClock;
import digital.memu.inference.example.bot.reminders.Reminders;
import digital.memu.inference.example.bot.settings.BotSettings;
import digital.memu.inference.example.bot.settings.SettingsReader;
import digital.memu.inference.example.bot.state.Database;
import digital.memu.inference.example.bot.state.StateException;
import digital.memu.inference.example.bot.state.StoredReminders;
import digital.memu.inference.failure.InvalidConfigurationException;
import digital.memu.inference.failure.SettingsFileException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the bot. Exit codes: 0 it was told to end, 1 it could not go on, 2 a setting cannot be used. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final Path ENV_FILE = Path.of(".env");

    private Main() {}

    /** Runs until it is told to end; on a terminal, until the input ends. */
    public static void main(String[] arguments) {
        int code = run();
        Ending.done();
        if (code != 0) {
            System.exit(code);
        }
    }

    private static int run() {
        try {
            BotSettings settings = SettingsReader.read(System.getenv(), ENV_FILE);
            Redaction.hide(settings.token());
            live(settings, InferenceSettings.fromEnvironment(), Clock.systemUTC());
            return 0;
        } catch (InvalidConfigurationException | SettingsFileException | MatrixBot.TokenRefusedException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (StateException | IOException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static void live(BotSettings settings, InferenceSettings servers, Clock clock) throws IOException {
        InferenceRouter.Builder builder = InferenceRouter.builder(servers);
        try (Database database = Database.open(settings.data());
                MetricsPage metrics = metrics(settings, builder);
                InferenceRouter router = builder.build()) {
            if (metrics != null) {
                LOG.info("Metrics are at http://127.0.0.1:{}/metrics", metrics.port());
            }
            Reminders reminders = new StoredReminders(database);
            Commands commands = AllCommands.with(router, servers, database, reminders, settings.zone(), clock);
            try (Bot bot = new Bot(commands, router);
                    ReminderClock reminding = new ReminderClock(reminders, clock)) {
                if (settings.homeserver().isPresent()) {
                    try (MatrixBot matrix = Ending.closes(new MatrixBot(settings, database, clock))) {
                        if (metrics != null) {
                            metrics.health(matrix::isInTouch);
                        }
                        matrix.run(bot, reminding::start);
                    }
                } else {
                    Console console = new Console(new PrintStream(System.out, false, StandardCharsets.UTF_8), clock);
                    reminding.start(console);
                    console.run(bot, new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
                }
            }
        }
    }

    private static @Nullable MetricsPage metrics(BotSettings settings, InferenceRouter.Builder router)
            throws IOException {
        if (settings.metricsPort().isEmpty()) {
            return null;
        }
        MetricsPage page = new MetricsPage(settings.metricsPort().getAsInt());
        router.listener(new MeterListener(page.registry()));
        return page;
    }
}
