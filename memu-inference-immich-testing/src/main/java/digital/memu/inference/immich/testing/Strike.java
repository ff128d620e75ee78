package digital.memu.inference.immich.testing;

import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * What a {@link Fault} does, and where.
 *
 * @param count how many bytes of a body come before it
 * @param every whether it comes again after as many more
 * @param rewrite what becomes of the answer
 */
record Strike(String name, Place place, long count, boolean every, Act act, UnaryOperator<Reply> rewrite) {

    enum Place {
        /** The body of the request is on its way. */
        UPLOAD,
        /** The request is read, nothing is done. */
        ARRIVAL,
        /** The body of the answer is on its way. */
        BODY,
        /** The answer is ready. */
        ANSWER
    }

    /** Returns whether the exchange goes on. */
    interface Act {
        boolean on(Exchange exchange, long at) throws IOException;
    }

    Strike {
        if (count < (every ? 1 : 0)) {
            throw new IllegalArgumentException(name);
        }
    }

    static Strike onArrival(String name, Act act) {
        return new Strike(name, Place.ARRIVAL, 0, false, act, reply -> reply);
    }

    static Strike after(long bytes, Place place, String name, Act act) {
        return new Strike(name + " after " + bytes + " bytes", place, bytes, false, act, reply -> reply);
    }

    static Strike everyTime(int bytes, Place place, String name, Act act) {
        return new Strike(name + ", " + bytes + " bytes at a time", place, bytes, true, act, reply -> reply);
    }

    static Strike onAnswer(String name, UnaryOperator<Reply> rewrite) {
        return new Strike(name, Place.ANSWER, 0, false, (exchange, at) -> true, rewrite);
    }

    /** How many bytes after so many it strikes next. */
    long until(long sofar) {
        if (every) {
            return count - sofar % count;
        }
        return sofar < count ? count - sofar : Long.MAX_VALUE;
    }

    boolean isDue(long sofar) {
        return every ? sofar > 0 && sofar % count == 0 : sofar == count;
    }
}
