package digital.memu.inference.internal.async;

import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.failure.InferenceCancelledException;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One subscriber's answer: a worker reads while there is demand and goes home when there is none.
 *
 * <p>{@code demand} doubles as the lock: whoever raises it from zero starts the worker, and the worker leaves only after it
 * has brought it back to zero.
 */
final class ChatSubscription implements Flow.Subscription {

    private final ChatStream stream;
    private final Flow.Subscriber<? super ChatEvent> subscriber;
    private final Executor workers;
    /** One is ours until onSubscribe has returned: no event may come before. */
    private final AtomicLong demand = new AtomicLong(1);

    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean badRequest;

    ChatSubscription(ChatStream stream, Flow.Subscriber<? super ChatEvent> subscriber, Executor workers) {
        this.stream = stream;
        this.subscriber = subscriber;
        this.workers = workers;
    }

    void begin() {
        subscriber.onSubscribe(this);
        if (demand.decrementAndGet() > 0) {
            start();
        }
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            badRequest = true;
        }
        long wanted = n <= 0 ? 1 : n;
        if (demand.getAndUpdate(d -> d + wanted < 0 ? Long.MAX_VALUE : d + wanted) == 0) {
            start();
        }
    }

    @Override
    public void cancel() {
        ended.set(true);
        stream.close();
    }

    private void start() {
        try {
            workers.execute(this::serve);
        } catch (RejectedExecutionException e) {
            fail(new InferenceCancelledException("The router is closed"));
        }
    }

    private void serve() {
        Iterator<ChatEvent> events = stream.iterator();
        long served = 0;
        long wanted = demand.get();
        while (true) {
            while (served < wanted) {
                if (!serveOne(events)) {
                    return;
                }
                served++;
            }
            wanted = demand.addAndGet(-served);
            served = 0;
            if (wanted == 0) {
                return;
            }
        }
    }

    /** Hands over one event, or the end; false when nothing more will come. */
    private boolean serveOne(Iterator<ChatEvent> events) {
        if (ended.get()) {
            return false;
        }
        if (badRequest) {
            fail(new IllegalArgumentException("A subscriber must ask for at least one event (Flow rule 3.9)"));
            return false;
        }
        try {
            ChatEvent event = events.next();
            boolean last = event.completion().isPresent();
            if (!ended.get()) {
                subscriber.onNext(event);
            }
            if (last && ended.compareAndSet(false, true)) {
                subscriber.onComplete();
            }
            return !last;
        } catch (Throwable e) {
            // From the stream, or from a subscriber that broke the rules: either way nothing more can follow.
            fail(e);
            return false;
        }
    }

    private void fail(Throwable e) {
        stream.close();
        if (ended.compareAndSet(false, true)) {
            subscriber.onError(e);
        }
    }
}
