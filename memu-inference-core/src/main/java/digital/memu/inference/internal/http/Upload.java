package digital.memu.inference.internal.http;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends a body in small pieces, so that progress is seen. May be subscribed to again: it always sends the whole body.
 *
 * <p>The client subscribes only when it has connected, and asks for the next piece when it has passed on the last.
 */
final class Upload implements HttpRequest.BodyPublisher, AutoCloseable {

    /** What the client uses itself. */
    private static final int PIECE = 16 * 1024;

    private final RequestBody body;
    private final Phases phases;
    private volatile RequestBody.@Nullable Pieces opened;

    Upload(RequestBody body, Phases phases) {
        this.body = body;
        this.phases = phases;
    }

    @Override
    public long contentLength() {
        return body.length();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        phases.connected();
        RequestBody.Pieces pieces;
        try {
            pieces = body.open();
        } catch (IOException e) {
            phases.unreadable(e);
            subscriber.onSubscribe(new Nothing());
            subscriber.onError(e);
            return;
        }
        opened = pieces;
        subscriber.onSubscribe(new Pieces(subscriber, pieces));
    }

    /** Lets go of the file, whoever is reading it. */
    @Override
    public void close() {
        RequestBody.Pieces open = opened;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It was only read: nothing is lost.
            }
        }
    }

    private static final class Nothing implements Flow.Subscription {
        @Override
        public void request(long pieces) {}

        @Override
        public void cancel() {}
    }

    private final class Pieces implements Flow.Subscription {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private final RequestBody.Pieces pieces;
        private final AtomicLong demand = new AtomicLong();
        private volatile boolean over;
        private long sent;

        Pieces(Flow.Subscriber<? super ByteBuffer> subscriber, RequestBody.Pieces pieces) {
            this.subscriber = subscriber;
            this.pieces = pieces;
        }

        @Override
        public void request(long count) {
            if (count <= 0) {
                over = true;
                subscriber.onError(new IllegalArgumentException("request of " + count));
                return;
            }
            // The client asks for the next piece from within the last: a loop, or a long body overflows the stack.
            if (demand.getAndAdd(count) == 0) {
                do {
                    next();
                } while (demand.decrementAndGet() > 0);
            }
        }

        @Override
        public void cancel() {
            over = true;
            close();
        }

        private void next() {
            if (over) {
                return;
            }
            int length = (int) Math.min(PIECE, body.length() - sent);
            ByteBuffer piece;
            try {
                piece = pieces.read(sent, length);
            } catch (IOException e) {
                over = true;
                close();
                phases.unreadable(e);
                subscriber.onError(e);
                return;
            }
            sent += length;
            boolean last = sent == body.length();
            body.passedOn(sent);
            if (last) {
                phases.uploaded();
            } else {
                phases.uploading();
            }
            subscriber.onNext(piece);
            if (last && !over) {
                over = true;
                close();
                subscriber.onComplete();
            }
        }
    }
}
