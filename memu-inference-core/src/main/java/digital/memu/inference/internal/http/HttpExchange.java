package digital.memu.inference.internal.http;

import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InvalidResponseException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An exchange over the JDK's client. What it holds is given back by its caller's thread: at the end, or by closing it. */
final class HttpExchange implements Exchange {

    /** How much longer the client may take to connect where a dial has just proved that the host is there. */
    private static final int SLACK = 10;

    private final Transport transport;
    private final ExchangeRequest request;
    private final Call call;
    private final Phases phases;
    private final BodyLimits limits;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile ClientHolder.@Nullable Lease lease;
    private volatile @Nullable Answer answer;
    private volatile @Nullable Upload upload;

    HttpExchange(Transport transport, ExchangeRequest request, Call call, BodyLimits limits) {
        this.transport = transport;
        this.request = request;
        this.call = call;
        this.phases = new Phases(call);
        this.limits = limits;
    }

    @Override
    public int start() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("an exchange is started once");
        }
        boolean answered = false;
        try {
            transport.begin(call);
            Destination to = transport.resolve(call);
            // Of several addresses only dialling tells which one answers, however well the server was a moment ago.
            boolean dial = request.body() == null
                    || !call.context().freshlySeen()
                    || !transport.isProven()
                    || to.candidates().size() > 1;
            InetAddress address =
                    dial ? Dialler.dial(call, to) : to.candidates().get(0);
            Duration connect = call.context().timeouts().connect(to.zone());
            int status = send(to, address, dial ? connect.multipliedBy(SLACK) : connect)
                    .awaitHead();
            transport.proven();
            answered = true;
            return status;
        } finally {
            if (!answered) {
                settle();
            }
        }
    }

    @Override
    public Optional<String> header(String name) {
        Answer head = answer;
        HttpHeaders headers = head == null ? null : head.headers();
        return headers == null ? Optional.empty() : headers.firstValue(name);
    }

    @Override
    public LineReader lines() {
        return LineReader.over(this::take, this::giveUp, limits.line());
    }

    @Override
    public byte[] body(int limit) {
        long length = header("content-length").map(Long::parseLong).orElse(-1L);
        if (length > limit) {
            throw giveUp("longer than " + limit + " bytes");
        }
        Collector whole = new Collector(length >= 0 ? (int) length : Collector.UNKNOWN);
        for (List<ByteBuffer> portion = take(); portion != null; portion = take()) {
            if (whole.size() + Collector.sizeOf(portion) > limit) {
                throw giveUp("longer than " + limit + " bytes");
            }
            whole.add(portion);
        }
        return whole.toByteArray();
    }

    @Override
    public InputStream stream(int limit) {
        return new BodyInput(this, limit);
    }

    @Override
    public String errorText() {
        Collector start = new Collector(Collector.UNKNOWN);
        phases.failing();
        try {
            for (List<ByteBuffer> portion = take(); portion != null; portion = take()) {
                start.add(portion);
                if (start.size() >= limits.errorText()) {
                    break;
                }
            }
        } catch (InferenceException e) {
            // What has arrived of the server's words is better than none, and the status is known already.
        }
        close();
        byte[] bytes = start.toByteArray();
        return new String(bytes, 0, Math.min(bytes.length, limits.errorText()), StandardCharsets.UTF_8);
    }

    @Override
    public String url() {
        String path = request.path();
        int query = path.indexOf('?');
        return call.url() + (query < 0 ? path : path.substring(0, query));
    }

    @Override
    public void close() {
        call.cancel("the exchange was closed");
        settle();
    }

    /** The next portion of the body, waiting for it; null at its end. */
    @Nullable
    List<ByteBuffer> take() {
        Answer running = answer;
        if (running == null) {
            throw new IllegalStateException("the exchange was not started");
        }
        List<ByteBuffer> portion = null;
        try {
            portion = running.take();
            return portion;
        } finally {
            // Not every reader comes back after the last byte.
            if (portion == null || running.isRead()) {
                settle();
            }
        }
    }

    private Answer send(Destination to, InetAddress address, Duration connect) {
        ClientHolder.Lease client = transport.lease(call);
        lease = client;
        Answer coming = new Answer(
                call, phases, request.end().scanner(), request.method().equals("HEAD"), client::retire);
        answer = coming;
        RequestBody body = request.body();
        HttpRequest.BodyPublisher publisher = HttpRequest.BodyPublishers.noBody();
        if (body != null && body.length() > 0) {
            Upload own = new Upload(body, phases);
            upload = own;
            publisher = own;
        }
        boolean byName = to.nameLeadsTo(address) && (to.nameIsBound() || transport.stillStands(call, to));
        HttpRequest.Builder builder = transport.request(call).uri(to.uri(request.path(), address, byName));
        if (body != null) {
            builder.setHeader("Content-Type", body.contentType());
        }
        HttpRequest ready = builder.method(request.method(), publisher).build();
        call.use(coming::drop);
        if (publisher.contentLength() == 0) {
            phases.waiting();
        } else {
            phases.connecting(connect);
        }
        coming.attach(client.client().sendAsync(ready, coming));
        return coming;
    }

    InvalidResponseException giveUp(String why) {
        close();
        return new InvalidResponseException(url(), why, null);
    }

    /** Gives back what the exchange holds of the transport, once. */
    private void settle() {
        if (settled.compareAndSet(false, true)) {
            transport.end(call);
        }
        Upload sending = upload;
        if (sending != null) {
            sending.close();
        }
        ClientHolder.Lease held = lease;
        if (held != null) {
            lease = null;
            held.release();
        }
    }
}
