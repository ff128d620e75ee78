package digital.memu.inference.example.bot.reminders;

import digital.memu.inference.example.bot.talk.Chat;
import digital.memu.inference.example.bot.talk.ChatException;
import digital.memu.inference.failure.InferenceCancelledException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers what is due, also what became due while the bot was away; closing it ends that. Thread-safe. */
public final class ReminderClock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReminderClock.class);
    private static final Duration LATE = Duration.ofMinutes(5);
    private static final DateTimeFormatter DUE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Reminders reminders;
    private final Clock clock;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(ReminderClock::thread);

    /** Delivers these. */
    public ReminderClock(Reminders reminders, Clock clock) {
        this.reminders = reminders;
        this.clock = clock;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "bot-reminders");
        thread.setDaemon(true);
        return thread;
    }

    /** Looks every second from now on, and delivers into this chat. */
    public void start(Chat chat) {
        ScheduledFuture<?> unused = ticks.scheduleWithFixedDelay(() -> deliverDue(chat), 0, 1, TimeUnit.SECONDS);
    }

    /** Delivers what is due at this moment. */
    void deliverDue(Chat chat) {
        try {
            Instant now = clock.instant();
            for (Reminder reminder : reminders.due(now)) {
                // The one before may have taken long, and this one been cancelled meanwhile.
                if (reminders.find(reminder.room(), reminder.number()).isPresent()) {
                    deliver(reminder, chat, now);
                }
            }
        } catch (InferenceCancelledException e) {
            LOG.debug("The bot ends; what is due is delivered after the next start");
        } catch (ChatException e) {
            // Whoever listens there finds that out too, and says what to do.
            LOG.debug("What is due stays due: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Reminders could not be looked at", e);
        }
    }

    /** Once: a crash between the two steps sends it by the same key again, which posts nothing a second time. */
    private void deliver(Reminder reminder, Chat chat, Instant now) {
        boolean late = reminder.due().plus(LATE).isBefore(now);
        String text = "⏰ " + reminder.text() + (late ? "\n(due " + DUE.format(reminder.when()) + "; I was away)" : "");
        try {
            chat.call(reminder.room(), reminder.person(), reminder.key(), text);
        } catch (InferenceCancelledException | ChatException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("{} could not be delivered: {}", reminder, e.getMessage());
        }
        reminders.close(reminder.room(), reminder.number());
    }

    @Override
    public void close() {
        ticks.shutdownNow();
    }
}
