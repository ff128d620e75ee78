package digital.memu.inference.setup;

import digital.memu.inference.backend.ServerKind;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.health.FoundService;
import digital.memu.inference.route.HostAddress;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server under test, and second looks at it: none of them takes long, and none ends the test.
 *
 * @param address the one that was tested
 */
record Site(Plan plan, Run run, Ways ways, HostAddress address) {

    /** The same host without a path. */
    HostAddress root() {
        return Addresses.root(address);
    }

    /** Where the service usually is on this host. */
    HostAddress usual() {
        return Addresses.of(address, "http", plan.kind().defaultPort());
    }

    /** The finding with that place: to be written instead, where another port was tested. */
    Finding usually(Finding finding) {
        boolean unusual = address.port() != plan.kind().defaultPort();
        return unusual ? finding.write(usual().toString()) : finding.about(usual().toString());
    }

    Visitor visitor(HostAddress other) {
        return new Visitor(run, ways.to(other), run::brief);
    }

    /** The service of that kind at the address, if it is there. */
    Optional<FoundService> find(ServerKind kind, HostAddress other) {
        try {
            Visitor visitor = visitor(other);
            return kind.identify(visitor).flatMap(found -> kind.inspect(found, visitor));
        } catch (InferenceCancelledException e) {
            throw e;
        } catch (InferenceException e) {
            return Optional.empty();
        }
    }

    /** Whether something listens there. */
    boolean listens(HostAddress other) {
        try {
            ways.to(other).dial(run.brief());
            return true;
        } catch (InferenceCancelledException e) {
            throw e;
        } catch (InferenceException e) {
            return false;
        }
    }

    /** Whether HTTP is spoken there; over TLS also where the certificate is not trusted. */
    boolean speaks(HostAddress other) {
        try {
            visitor(other).get("/", Strangers.PAGE);
            return true;
        } catch (InferenceCancelledException e) {
            throw e;
        } catch (InferenceException e) {
            return isUntrusted(e);
        }
    }

    /** Whether the failure is about a certificate. */
    static boolean isUntrusted(InferenceException failure) {
        if (!(failure instanceof ConnectionException connection) || connection.kind() != ConnectionException.Kind.TLS) {
            return false;
        }
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException) {
                return true;
            }
        }
        return false;
    }
}
