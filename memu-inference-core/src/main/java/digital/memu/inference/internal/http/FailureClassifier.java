package digital.memu.inference.internal.http;

import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.ConnectionException.Kind;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/**
 * Tells the failures of a connection apart, from the exceptions of sockets and of the JDK's client.
 *
 * <p>The client's own messages name neither host nor port, are null when a connection is refused, and quote what a foreign
 * service said; so the words here are our own, and the exception is only the cause.
 */
final class FailureClassifier {

    static final String CONNECTING = "connecting";

    /** What the client says of a head that it cannot read. */
    private static final List<String> NOT_HTTP = List.of("status line", "illegal character", "invalid", "unexpected");

    private FailureClassifier() {}

    /** The failure of a plain connect. */
    static ConnectionException connecting(String url, Throwable failure) {
        String words = words(failure);
        if (failure instanceof NoRouteToHostException
                || words.contains("unreachable")
                || words.contains("host is down")) {
            return of(Kind.NO_ROUTE, url, CONNECTING, "there is no way to the address", failure);
        }
        if (words.contains("timed out")) {
            return of(Kind.CONNECT_TIMEOUT, url, CONNECTING, "no answer", failure);
        }
        if (failure instanceof ConnectException) {
            return of(Kind.REFUSED, url, CONNECTING, "connection refused", failure);
        }
        return of(Kind.NO_ROUTE, url, CONNECTING, "the system could not connect", failure);
    }

    /** The failure of an exchange that had no answer yet. */
    static InferenceException noAnswer(String url, String phase, Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (has(cause, ClosedByInterruptException.class)) {
            return new InferenceCancelledException(url + ": the thread was interrupted");
        }
        if (has(cause, UnresolvedAddressException.class) || has(cause, UnknownHostException.class)) {
            return of(Kind.UNKNOWN_HOST, url, CONNECTING, "there is no address for the name", cause);
        }
        if (has(cause, SSLException.class)) {
            return of(Kind.TLS, url, CONNECTING, "the encrypted connection was not set up", cause);
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return connecting(url, cause);
        }
        if (isNotHttp(cause)) {
            return of(Kind.NOT_HTTP, url, phase, "the answer is not HTTP", cause);
        }
        return isReset(cause)
                ? of(Kind.RESET, url, phase, "the connection was reset before an answer came", cause)
                : of(Kind.CLOSED, url, phase, "the connection was closed before an answer came", cause);
    }

    /** The failure of an exchange within the body of its answer. */
    static ConnectionException brokenOff(String url, Throwable failure) {
        Throwable cause = unwrapped(failure);
        String what =
                has(cause, EOFException.class) ? "it broke off, closed by the server" : "it broke off, cut or damaged";
        return of(Kind.BROKEN_OFF, url, "reading the answer", what, cause);
    }

    private static boolean isNotHttp(Throwable cause) {
        String words = words(cause);
        return cause instanceof ProtocolException
                || cause instanceof IllegalArgumentException
                || NOT_HTTP.stream().anyMatch(words::contains);
    }

    private static boolean isReset(Throwable cause) {
        String words = words(root(cause));
        return has(cause, SocketException.class) || words.contains("reset") || words.contains("broken pipe");
    }

    private static ConnectionException of(Kind kind, String url, String phase, String what, Throwable cause) {
        return new ConnectionException(kind, url, phase, what, cause);
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? "" : message.toLowerCase(Locale.ROOT);
    }
}
