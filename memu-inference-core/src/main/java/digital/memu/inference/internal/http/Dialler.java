package digital.memu.inference.internal.http;

import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.failure.ConnectionException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Connects and hangs up at once: proves that the host is there, though not that the service answers.
 *
 * <p>The client itself tells nobody when it has connected, and has no limit of ours.
 */
final class Dialler {

    private Dialler() {}

    /** Dials the candidates in their order, all within the one limit, and returns the one that answered. */
    static InetAddress dial(Call call, Destination to) {
        Duration limit = call.context().timeouts().connect(to.zone());
        call.start(limit.toNanos(), () -> timeout(call, limit));
        ConnectionException first = null;
        int left = to.candidates().size();
        for (InetAddress candidate : to.candidates()) {
            // A first address that swallows packets must leave time for the second.
            Duration own = left-- > 1 ? limit.dividedBy(2) : null;
            ConnectionException failed = dial(call, to.socketAddress(candidate), own, limit);
            if (failed == null) {
                call.stop();
                return candidate;
            }
            if (first == null) {
                first = failed;
            } else {
                first.addSuppressed(failed);
            }
        }
        throw first == null ? timeout(call, limit) : first;
    }

    private static @Nullable ConnectionException dial(
            Call call, InetSocketAddress address, @Nullable Duration own, Duration limit) {
        TimeSource.Timer timer = null;
        try (SocketChannel channel = SocketChannel.open()) {
            call.use(() -> hangUp(channel));
            if (own != null) {
                timer = call.context().time().schedule(own, () -> hangUp(channel));
            }
            channel.connect(address);
            return null;
        } catch (ClosedChannelException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw call.interrupted();
            }
            call.check();
            return timeout(call, limit);
        } catch (IOException e) {
            call.check();
            return FailureClassifier.connecting(call.url(), e);
        } finally {
            call.unuse();
            if (timer != null) {
                timer.cancel();
            }
        }
    }

    /** What a dial that took too long ends with. */
    static ConnectionException timeout(Call call, Duration limit) {
        return new ConnectionException(
                ConnectionException.Kind.CONNECT_TIMEOUT,
                call.url(),
                FailureClassifier.CONNECTING,
                "no answer within " + limit.toMillis() + " ms",
                null);
    }

    private static void hangUp(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }
}
