package digital.memu.inference.internal.http;

import digital.memu.inference.internal.time.Background;
import digital.memu.inference.internal.time.Threads;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends a body in small pieces, so that progress is seen. May be subscribed to again: it always sends the whole body.
 *
 * <p>The client subscribes only when it has connected, and asks for the next piece when it has passed on the last.
 */
final class Upload implements HttpRequest.BodyPublisher, AutoCloseable {

    /** What the client uses itself. */
    private static final int PIECE = 16 * 1024;

    private static final ThreadFactory CLOSING = Threads.daemons("memu-inference-upload-close");

    private final RequestBody body;
    private final Phases phases;
    private final @Nullable Background reader;
    private final AtomicReference<RequestBody.@Nullable Pieces> opened = new AtomicReference<>();
    private volatile boolean closed;

    Upload(RequestBody body, Phases phases) {
        this.body = body;
        this.phases = phases;
        this.reader = body.patient() ? new Background("memu-inference-upload", 1) : null;
    }

    @Override
    public long contentLength() {
        return body.length();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        phases.connected();
        RequestBody.Pieces pieces = body.open();
        opened.set(pieces);
        if (closed) {
            letGo();
        }
        subscriber.onSubscribe(new Pieces(subscriber, pieces));
    }

    /** Lets go of the file, whoever is reading it. */
    @Override
    public void close() {
        closed = true;
        letGo();
        if (reader != null) {
            reader.close();
        }
    }

    /** Without an interrupt: the reading thread may be the one that calls, and still has to write to the socket. */
    private void letGo() {
        RequestBody.Pieces open = opened.getAndSet(null);
        if (open == null) {
            return;
        }
        if (reader == null) {
            close(open);
        } else {
            // Many streams let nobody close them while they are read, and here may wait all the others' clock.
            CLOSING.newThread(() -> close(open)).start();
        }
    }

    /** On the thread that has just read. */
    private void end() {
        RequestBody.Pieces open = opened.getAndSet(null);
        if (open != null) {
            close(open);
        }
    }

    private static void close(RequestBody.Pieces open) {
        try {
            open.close();
        } catch (IOException | RuntimeException e) {
            // It was only read: nothing is lost.
        }
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
                if (reader == null) {
                    satisfy();
                } else {
                    reader.execute(this::satisfy);
                }
            }
        }

        private void satisfy() {
            do {
                next();
            } while (demand.decrementAndGet() > 0);
        }

        @Override
        public void cancel() {
            over = true;
            letGo();
        }

        private void next() {
            if (over) {
                return;
            }
            int length = (int) Math.min(PIECE, body.length() - sent);
            ByteBuffer piece;
            try {
                phases.fetching(body);
                piece = pieces.read(sent, length);
                phases.fetching(null);
            } catch (IOException e) {
                // Closed under the reader, because the client needs no more: it tells why.
                boolean unwanted = over || closed;
                over = true;
                end();
                if (!unwanted) {
                    phases.unreadable(body, e);
                    subscriber.onError(e);
                }
                return;
            }
            sent += length;
            boolean last = sent == body.length();
            body.passedOn(sent);
            if (last) {
                end();
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
