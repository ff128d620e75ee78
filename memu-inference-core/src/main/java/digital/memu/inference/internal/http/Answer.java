package digital.memu.inference.internal.http;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands an answer over from the client's thread to the reader's: the head once, then one portion of the body at a time.
 *
 * <p>The next portion is asked for when the reader has taken the last, so that a slow reader slows the server down. Where
 * the end of the body is known from its bytes the connection is dropped within the last portion, before the client can
 * return it to its pool. What runs on the client's thread (it may also be the caller's, even within the sending of the
 * request) never blocks.
 */
final class Answer implements HttpResponse.BodyHandler<Void>, HttpResponse.BodySubscriber<Void> {

    private final Call call;
    private final Phases phases;
    private final BodyScanner end;
    private final boolean bodiless;
    private final Runnable pooled;
    private final CompletableFuture<Void> body = new CompletableFuture<>();
    private final BooleanSupplier ready = this::isReady;
    private final Runnable waiting;

    // Guarded by the call's lock.
    private int status;
    private @Nullable HttpHeaders headers;
    private @Nullable List<ByteBuffer> portion;
    private boolean finished;
    private boolean over;
    private boolean dropped;
    private Flow.@Nullable Subscription subscription;
    private @Nullable Future<?> exchange;
    private @Nullable Future<?> lever;

    // Of the reader's thread only.
    private boolean read;

    // Of the client's thread only.
    private long length = -1;
    private long left = -1;

    /**
     * An answer that is still to come.
     *
     * @param bodiless whether the method allows no body
     * @param pooled run when the client has taken the connection back into its pool
     */
    Answer(Call call, Phases phases, BodyScanner end, boolean bodiless, Runnable pooled) {
        this.call = call;
        this.phases = phases;
        this.end = end;
        this.bodiless = bodiless;
        this.pooled = pooled;
        this.waiting = phases::reading;
    }

    /** Waits for the head and returns the status. */
    int awaitHead() {
        call.await(() -> headers != null, null);
        return status;
    }

    /** The headers, once the head is there. */
    @Nullable
    HttpHeaders headers() {
        call.lock().lock();
        try {
            return headers;
        } finally {
            call.lock().unlock();
        }
    }

    /** Waits for the next portion of the body; null at its end. */
    @Nullable
    List<ByteBuffer> take() {
        List<ByteBuffer> taken;
        Flow.Subscription more;
        call.await(ready, waiting);
        call.lock().lock();
        try {
            call.clock().stop();
            taken = portion;
            portion = null;
            read = finished;
            more = over ? null : subscription;
        } finally {
            call.lock().unlock();
        }
        if (more != null) {
            more.request(1);
        }
        return taken;
    }

    /** Whether all of the body was taken. */
    boolean isRead() {
        return read;
    }

    /** The running exchange, by which it is dropped. */
    @SuppressWarnings("FutureReturnValueIgnored") // its failure is what is passed on here
    void attach(CompletableFuture<?> running) {
        boolean drop;
        call.lock().lock();
        try {
            exchange = running;
            // Of the same kind, so that it cancels the same exchange, but never done.
            lever = running.newIncompleteFuture();
            drop = dropped;
        } finally {
            call.lock().unlock();
        }
        if (drop) {
            drop();
            return;
        }
        var unused = running.whenComplete((nothing, failure) -> {
            if (failure != null) {
                failed(failure);
            }
        });
    }

    /**
     * Makes the client drop the connection, whatever it is doing.
     *
     * <p>Cancelling the subscription keeps the connection out of the pool. Cancelling the future reaches the server before
     * there is a subscription, and spares the client the thread on which it would complete that future. The lever does what
     * the future does not once it has failed: the client leaves a connection open whose head it could not read.
     */
    void drop() {
        Flow.Subscription first;
        Future<?> second;
        Future<?> third;
        call.lock().lock();
        try {
            dropped = true;
            first = subscription;
            second = exchange;
            third = lever;
        } finally {
            call.lock().unlock();
        }
        if (first != null) {
            first.cancel();
        }
        if (second != null) {
            second.cancel(true);
        }
        if (third != null) {
            third.cancel(true);
        }
    }

    @Override
    public HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
        int code = info.statusCode();
        length = bodiless || code == 204 || code == 304
                ? 0
                : info.headers().firstValueAsLong("content-length").orElse(-1);
        left = length;
        call.lock().lock();
        try {
            status = code;
            headers = info.headers();
            phases.answered();
            call.changed();
        } finally {
            call.lock().unlock();
        }
        return this;
    }

    @Override
    public CompletionStage<Void> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        boolean drop;
        call.lock().lock();
        try {
            subscription = given;
            drop = dropped;
        } finally {
            call.lock().unlock();
        }
        if (drop) {
            given.cancel();
        } else if (length == 0) {
            finish(null);
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> arrived) {
        if (isOver()) {
            return;
        }
        boolean last = left >= 0 ? counted(arrived) : end.ends(arrived);
        if (last) {
            finish(arrived);
            return;
        }
        call.lock().lock();
        try {
            phases.begun();
            portion = arrived;
            call.changed();
        } finally {
            call.lock().unlock();
        }
    }

    @Override
    public void onError(Throwable failure) {
        failed(failure);
    }

    @Override
    public void onComplete() {
        if (isOver()) {
            return;
        }
        HttpHeaders head = headers();
        boolean untilClosed = length < 0
                && (head == null || head.firstValue("transfer-encoding").isEmpty());
        if (!untilClosed) {
            pooled.run();
        }
        finish(null);
    }

    private boolean counted(List<ByteBuffer> arrived) {
        for (ByteBuffer buffer : arrived) {
            left -= buffer.remaining();
        }
        return left <= 0;
    }

    private boolean isReady() {
        return portion != null || finished;
    }

    /** Whether what the client says is of no interest: it also calls a dropped connection complete. */
    private boolean isOver() {
        call.lock().lock();
        try {
            return over || dropped;
        } finally {
            call.lock().unlock();
        }
    }

    private void finish(@Nullable List<ByteBuffer> last) {
        call.lock().lock();
        try {
            over = true; // From here on the client's complaints about the dropped connection are not heard.
        } finally {
            call.lock().unlock();
        }
        drop();
        call.lock().lock();
        try {
            if (last != null) {
                phases.begun();
                portion = last;
            }
            finished = true;
            call.complete();
        } finally {
            call.lock().unlock();
        }
    }

    private void failed(Throwable failure) {
        boolean answered;
        call.lock().lock();
        try {
            if (over || dropped) {
                return;
            }
            answered = headers != null;
        } finally {
            call.lock().unlock();
        }
        String phase = phases.words();
        call.fail(() -> answered
                ? FailureClassifier.brokenOff(call.url(), failure)
                : FailureClassifier.noAnswer(call.url(), phase, failure));
    }
}
