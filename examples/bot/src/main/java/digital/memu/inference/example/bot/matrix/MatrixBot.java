package digital.memu.inference.example.bot.matrix;

import digital.memu.inference.example.bot.Bot;
import digital.memu.inference.example.bot.settings.BotSettings;
import digital.memu.inference.example.bot.state.Database;
import digital.memu.inference.example.bot.state.Heard;
import digital.memu.inference.example.bot.state.Inbox;
import digital.memu.inference.example.bot.state.ReadMarks;
import digital.memu.inference.example.bot.talk.Chat;
import digital.memu.inference.failure.InferenceCancelledException;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bot at a homeserver: hears, remembers, answers, and begins again where it was. {@link #close} from any thread. */
public final class MatrixBot implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MatrixBot.class);
    private static final int MOST_IN_A_ROOM = 50;
    private static final int FEW_IN_A_ROOM = 2;

    private final Homeserver homeserver;
    private final Database database;
    private final BotSettings settings;
    private final Clock clock;
    private final CountDownLatch end = new CountDownLatch(1);
    private final ScheduledExecutorService pulse =
            new ScheduledThreadPoolExecutor(8, MatrixBot::thread, new ThreadPoolExecutor.DiscardPolicy());

    private volatile @Nullable Thread runner;
    private volatile boolean inTouch;

    /** With these settings, whose homeserver must be set. */
    public MatrixBot(BotSettings settings, Database database, Clock clock) {
        this.homeserver = new Homeserver(settings.homeserver().orElseThrow(), settings.token());
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "bot-pulse");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Runs until it is closed, or the homeserver no longer takes the token; {@code ready} is given the rooms once.
     *
     * @throws TokenRefusedException then
     */
    public void run(Bot bot, Consumer<? super Chat> ready) {
        runner = Thread.currentThread();
        try {
            Surroundings around =
                    new Surroundings(homeserver, new Courier(homeserver, end), new Inbox(database), pulse, whoAmI());
            LOG.info("Among people as {}", around.me);
            if (settings.allowedUsers().entries().isEmpty()) {
                LOG.warn("Nobody can invite the bot: MATRIX_ALLOWED_USERS names no one");
            }
            Chat chat = new MatrixChat(around, new ReadMarks(database));
            Listener listener = new Listener(around, bot, chat, database, settings, clock);
            listener.resume();
            ready.accept(chat);
            listen(listener);
        } catch (InferenceCancelledException e) {
            LOG.debug("The bot ends");
        } catch (MatrixException e) {
            throw new TokenRefusedException(e);
        }
    }

    private String whoAmI() {
        Patience patience = new Patience(end);
        while (true) {
            try {
                return homeserver.whoAmI();
            } catch (MatrixException e) {
                failed(e, patience);
            }
        }
    }

    private void listen(Listener listener) {
        Heard heard = new Heard(database);
        Patience patience = new Patience(end);
        int most = MOST_IN_A_ROOM;
        while (end.getCount() > 0) {
            try {
                listener.take(homeserver.sync(heard.position().orElse(null), most));
                patience.reset();
                inTouch = true;
                most = MOST_IN_A_ROOM;
            } catch (MatrixException e) {
                // Once more with little of each room; what is left out is read page by page.
                most = e.isTooLarge() ? FEW_IN_A_ROOM : MOST_IN_A_ROOM;
                failed(e, patience);
            }
        }
    }

    /** Whether the homeserver's last answer was a good one. */
    public boolean isInTouch() {
        return inTouch;
    }

    private void failed(MatrixException failure, Patience patience) {
        inTouch = false;
        if (failure.isTokenRefused()) {
            throw failure;
        }
        LOG.warn("{}; trying again", failure.getMessage());
        patience.after(failure);
    }

    @Override
    public void close() {
        end.countDown();
        pulse.shutdownNow();
        try {
            pulse.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Thread thread = runner;
        if (thread != null) {
            // It may be waiting for news.
            thread.interrupt();
        }
    }

    /** The homeserver does not take the token. */
    public static final class TokenRefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TokenRefusedException(MatrixException cause) {
            super(
                    "The homeserver does not take the bot's access token: log the bot in again, and set MATRIX_TOKEN_FILE"
                            + " or MATRIX_TOKEN to the new one.",
                    cause);
        }
    }
}
