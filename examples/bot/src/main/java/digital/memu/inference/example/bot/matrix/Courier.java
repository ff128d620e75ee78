package digital.memu.inference.example.bot.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers messages: tries until the homeserver has confirmed, always by the same transaction. Thread-safe. */
final class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final int MOST_TRIES_TO_JOIN = 6;

    private final Homeserver homeserver;
    private final CountDownLatch end;

    /** Gives up when {@code end} has come. */
    Courier(Homeserver homeserver, CountDownLatch end) {
        this.homeserver = homeserver;
        this.end = end;
    }

    /** Joins a room, if that can be done within some tries; false if it may go well another time. */
    boolean join(String room) {
        Patience patience = new Patience(end);
        for (int tries = 1; ; tries++) {
            try {
                homeserver.join(room);
                return true;
            } catch (MatrixException e) {
                if (!e.isPassing() || tries == MOST_TRIES_TO_JOIN) {
                    LOG.warn("A room cannot be joined: {}", e.getMessage());
                    return !e.isPassing() && !e.isTokenRefused();
                }
                patience.after(e);
            }
        }
    }

    /** Waits that long, if that is longer than nothing. */
    void rest(Duration time) {
        if (time.compareTo(Duration.ZERO) > 0) {
            new Patience(end).pause(time);
        }
    }

    /**
     * The event that the message is.
     *
     * @throws MatrixException if the homeserver will never take it
     */
    String deliver(String room, String transaction, JsonNode content) {
        Patience patience = new Patience(end);
        while (true) {
            try {
                return homeserver.send(room, transaction, content);
            } catch (MatrixException e) {
                if (!e.isPassing()) {
                    throw e;
                }
                patience.after(e);
            }
        }
    }
}
