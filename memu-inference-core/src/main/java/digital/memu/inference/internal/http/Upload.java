package digital.memu.inference.internal.http;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends a body in small pieces, so that progress is seen. May be subscribed to again: it always sends the whole body.
 *
 * <p>The client subscribes only when it has connected, and asks for the next piece when it has passed on the last.
 */
final class Upload implements HttpRequest.BodyPublisher {

    /** What the client uses itself. */
    private static final int PIECE = 16 * 1024;

    private final byte[] body;
    private final Phases phases;

    Upload(byte[] body, Phases phases) {
        this.body = body;
        this.phases = phases;
    }

    @Override
    public long contentLength() {
        return body.length;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        phases.connected();
        subscriber.onSubscribe(new Pieces(subscriber));
    }

    private final class Pieces implements Flow.Subscription {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private volatile boolean over;
        private int sent;

        Pieces(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long pieces) {
            if (pieces <= 0) {
                over = true;
                subscriber.onError(new IllegalArgumentException("request of " + pieces));
                return;
            }
            // The client asks for the next piece from within the last: a loop, or a long body overflows the stack.
            if (demand.getAndAdd(pieces) == 0) {
                do {
                    next();
                } while (demand.decrementAndGet() > 0);
            }
        }

        @Override
        public void cancel() {
            over = true;
        }

        private void next() {
            if (over) {
                return;
            }
            int length = Math.min(PIECE, body.length - sent);
            ByteBuffer piece = ByteBuffer.wrap(body, sent, length).asReadOnlyBuffer();
            sent += length;
            boolean last = sent == body.length;
            if (last) {
                phases.uploaded();
            } else {
                phases.uploading();
            }
            subscriber.onNext(piece);
            if (last && !over) {
                over = true;
                subscriber.onComplete();
            }
        }
    }
}
