package digital.memu.inference.ollama.testing;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Fault} does, and where.
 *
 * @param count how many events or bytes come before it
 * @param pausePerByte for {@link Place#PACE}
 */
record Strike(
        String name,
        Place place,
        long count,
        Act act,
        @Nullable Duration pausePerByte) {

    enum Place {
        /** The head of the request is read, the body is not. */
        UNREAD,
        /** The request is read, nothing is done. */
        ARRIVAL,
        EVENTS,
        BYTES,
        MID_BODY,
        /** The model has been loading for its time. */
        LOAD,
        /** All the way. */
        PACE
    }

    /** Returns where the answer goes on, else throws {@link ExchangeOver}. */
    interface Act {
        void on(Exchange exchange) throws IOException;
    }

    Strike {
        if (count < 0) {
            throw new IllegalArgumentException("negative: " + count);
        }
    }

    static Strike at(Place place, long count, String name, Act act) {
        return new Strike(name, place, count, act, null);
    }

    static Strike onArrival(String name, Act act) {
        return at(Place.ARRIVAL, 0, name, act);
    }

    static Strike afterEvents(int events, String name, Act act) {
        return at(Place.EVENTS, events, name + " after " + events + " events", act);
    }

    static Strike afterBytes(long bytes, String name, Act act) {
        return at(Place.BYTES, bytes, name + " after " + bytes + " bytes", act);
    }

    boolean isAt(Place where) {
        return place == where;
    }

    boolean isAt(Place where, long events) {
        return place == where && count == events;
    }

    /** Arms a response for what counts bytes. */
    void prepare(Wire wire, Exchange exchange) {
        if (pausePerByte != null) {
            wire.slowDown(pausePerByte);
        }
        if (place == Place.BYTES) {
            wire.stopAt(count, () -> act.on(exchange));
        }
    }

    void strike(Exchange exchange) throws IOException {
        act.on(exchange);
    }
}
