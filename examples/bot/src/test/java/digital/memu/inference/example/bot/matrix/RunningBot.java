package digital.memu.inference.example.bot.matrix;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.example.bot.Bot;
import digital.memu.inference.example.bot.commands.AllCommands;
import digital.memu.inference.example.bot.reminders.ReminderClock;
import digital.memu.inference.example.bot.reminders.Reminders;
import digital.memu.inference.example.bot.settings.BotSettings;
import digital.memu.inference.example.bot.settings.SettingsReader;
import digital.memu.inference.example.bot.state.Database;
import digital.memu.inference.example.bot.state.Invitations;
import digital.memu.inference.example.bot.state.Rooms;
import digital.memu.inference.example.bot.state.StoredReminders;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The whole bot within the test's process, put together as {@code Main} does it. */
final class RunningBot implements AutoCloseable {

    private final Database database;
    private final Bot bot;
    private final MatrixBot matrix;
    private final ReminderClock reminding;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Thread thread;

    private RunningBot(Database database, Bot bot, MatrixBot matrix, ReminderClock reminding) {
        this.database = database;
        this.bot = bot;
        this.matrix = matrix;
        this.reminding = reminding;
        this.thread = new Thread(this::run, "bot-under-test");
        thread.start();
    }

    static RunningBot start(String homeserver, String token, Path folder, InferenceRouter router) {
        Clock clock = Clock.systemUTC();
        BotSettings settings = SettingsReader.read(
                Map.of(
                        "MATRIX_HOMESERVER",
                        homeserver,
                        "MATRIX_TOKEN",
                        token,
                        "MATRIX_ALLOWED_USERS",
                        "@mum:x,@*:localhost",
                        "BOT_TIME_ZONE",
                        "Europe/Berlin",
                        "BOT_DATA",
                        folder.resolve("bot").toString()),
                folder.resolve("no.env"));
        Database database = Database.open(settings.data());
        Reminders reminders = new StoredReminders(database);
        Bot bot = new Bot(
                AllCommands.with(router, InferenceSettings.of(Map.of()), database, reminders, settings.zone(), clock),
                router);
        return new RunningBot(
                database, bot, new MatrixBot(settings, database, clock), new ReminderClock(reminders, clock));
    }

    private void run() {
        try {
            matrix.run(bot, reminding::start);
            end.complete(null);
        } catch (RuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    boolean isInTouch() {
        return matrix.isInTouch();
    }

    /** Whether the next start will know that the room was told so. */
    boolean remembersAsEncrypted(String room) {
        return new Rooms(database).isEncrypted(room);
    }

    /** The rooms that it means to join. */
    Set<String> invitations() {
        return new Invitations(database).open().keySet();
    }

    /** Waits until it gives up, and tells why. */
    Throwable failure() throws InterruptedException, TimeoutException {
        try {
            end.get(120, TimeUnit.SECONDS);
            throw new AssertionError("It ended without a failure");
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    @Override
    public void close() {
        reminding.close();
        matrix.close();
        bot.close();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.close();
    }
}
