package digital.memu.inference.failure;

import digital.memu.inference.route.Evidence;
import org.jspecify.annotations.Nullable;

/** The server could not be reached, or the connection broke before the answer was whole. */
public final class ConnectionException extends InferenceException {
    private static final long serialVersionUID = 1L;

    /** What exactly went wrong; each kind brings its own advice. More kinds may be added. */
    public enum Kind {
        /** The name has no address. */
        UNKNOWN_HOST(Evidence.HARD, "Use the IP address, or check the name for a typing error."),
        /** The name service did not answer in time. */
        RESOLVER_SILENT(Evidence.HARD, "Check the network's DNS server, or use the IP address."),
        /** The machine is on, but no program listens on the port. */
        REFUSED(Evidence.HARD, "The machine is on; start the server there and let it listen on the network."),
        /** There is no way to the address. */
        NO_ROUTE(Evidence.HARD, "The machine is off or in another network; check Wi-Fi, guest network or VPN."),
        /** Packets to the address vanish. */
        CONNECT_TIMEOUT(Evidence.HARD, "Is the machine on and awake? If so, open the port in its firewall."),
        /** The connection was reset before the first byte of the answer. */
        RESET(Evidence.HARD, "The server ended or restarted; ask again in a moment."),
        /** The connection was closed before the first byte of the answer. */
        CLOSED(Evidence.HARD, "The server ended or restarted; ask again in a moment."),
        /** The encrypted connection could not be set up. */
        TLS(Evidence.CONFIGURATION, "Check https against http, and the server's certificate."),
        /** The answer is not HTTP. */
        NOT_HTTP(Evidence.CONFIGURATION, "Another service listens on this port; check the port number."),
        /** The connection broke within the answer. */
        BROKEN_OFF(
                Evidence.SOFT, "The server ended, or the network was cut, while it answered; ask again in a moment.");

        private final Evidence evidence;
        private final String advice;

        Kind(Evidence evidence, String advice) {
            this.evidence = evidence;
            this.advice = advice;
        }

        /** The first thing to try. */
        public String advice() {
            return advice;
        }
    }

    private final Kind kind;

    /** A failure of this kind at {@code url}, in {@code phase}, with the cause in words. */
    public ConnectionException(Kind kind, String url, String phase, String what, @Nullable Throwable cause) {
        super(kind.evidence, url, phase + ": " + what, kind.advice, cause);
        this.kind = kind;
    }

    /** What exactly went wrong. */
    public Kind kind() {
        return kind;
    }
}
