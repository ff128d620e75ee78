package digital.memu.inference.immich.testing;

import digital.memu.inference.immich.testing.RequestReader.Upload;
import digital.memu.inference.immich.testing.Strike.Place;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One request and its answer, and what a fault makes of it. */
final class Exchange {

    private final Service service;
    private final Connection connection;
    private final RecordedRequest request;
    private final @Nullable Strike strike;
    private boolean open;

    Exchange(Service service, Connection connection, RecordedRequest request, @Nullable Strike strike) {
        this.service = service;
        this.connection = connection;
        this.request = request;
        this.strike = strike;
        this.open = !request.head().closes();
    }

    /** Answers; tells whether the connection goes on. */
    boolean run() throws IOException {
        Worker worker = connection.worker();
        worker.awaitFree();
        if (!isStruckAt(Place.ARRIVAL) || strike(0)) {
            Reply reply = service.endpoints().answer(request, worker);
            worker.awaitFree();
            send(reply);
        }
        return open && !worker.isRetiring();
    }

    /** Watches the upload if this is what the fault strikes. */
    Upload upload() {
        Strike fault = strike;
        if (fault == null || !isStruckAt(Place.UPLOAD)) {
            return Upload.UNWATCHED;
        }
        return new Upload() {
            @Override
            public int most(long sofar) {
                return (int) Math.min(Integer.MAX_VALUE, fault.until(sofar));
            }

            @Override
            public void came(long sofar) throws IOException {
                if (fault.isDue(sofar) && !strike(sofar)) {
                    service.ledger().add(request);
                    throw new IOException("struck");
                }
            }
        };
    }

    private boolean isStruckAt(Place place) {
        return strike != null && strike.place() == place;
    }

    private boolean strike(long at) throws IOException {
        return strike == null || strike.act().on(this, at);
    }

    /** Sends an answer, whole unless a fault strikes its body. */
    void send(Reply original) throws IOException {
        Reply reply = strike == null ? original : strike.rewrite().apply(original);
        byte[] body = request.method().equals("HEAD") ? new byte[0] : reply.body();
        byte[] head = reply.head(reply.body().length, request.head().closes());
        if (reply.isFatal()) {
            open = false;
            connection.worker().stop();
        }
        Strike fault = strike;
        if (fault != null && isStruckAt(Place.BODY)) {
            sendStruck(head, body, fault);
        } else {
            connection.write(joined(head, body));
        }
        if (reply.isFatal()) {
            logError();
        }
    }

    private void sendStruck(byte[] head, byte[] body, Strike fault) throws IOException {
        connection.write(head);
        int sent = 0;
        for (long at = fault.count(); at <= body.length; at += fault.until(at)) {
            connection.write(Arrays.copyOfRange(body, sent, (int) at));
            sent = (int) at;
            if (!strike(at)) {
                return;
            }
            if (!fault.every()) {
                break;
            }
        }
        connection.write(Arrays.copyOfRange(body, sent, body.length));
    }

    /** The log of the error stops the service; the older one hangs up before that, the newer one after. */
    private void logError() throws IOException {
        if (!service.settings().isStrict()) {
            connection.endOutput();
        }
        connection.worker().goOnAfter(service.settings().errorPause());
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    // What faults do; each tells whether the exchange goes on.

    boolean answerInstead(Reply reply) throws IOException {
        send(reply);
        return false;
    }

    boolean pause(@Nullable Duration time) {
        return !connection.awaitGone(time);
    }

    boolean drop(boolean reset) {
        open = false;
        if (reset) {
            connection.reset();
        }
        return false;
    }

    /** Sends bytes that are no answer, and hangs up. */
    boolean raw(byte[] bytes) throws IOException {
        open = false;
        connection.write(bytes);
        return false;
    }

    /** Sends a JSON body of this length, a block at a time. */
    boolean huge(Reply start, long length, byte fill) throws IOException {
        connection.write(start.head(length, request.head().closes()));
        connection.write(start.body());
        byte[] block = new byte[64 * 1024];
        Arrays.fill(block, fill);
        long left = length - start.body().length;
        while (left > 0) {
            int now = (int) Math.min(block.length, left);
            connection.write(Arrays.copyOf(block, now));
            left -= now;
        }
        return false;
    }
}
