package digital.memu.inference.setup;

import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.DestinationForbiddenException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.setup.Step.Part;

/** What it means that there was no answer. */
final class Failure {

    private final Site site;

    /** Whether the address is one of this device's. */
    private final boolean here;

    Failure(Site site, boolean here) {
        this.site = site;
        this.here = here;
    }

    Finding of(InferenceException failure) {
        site.run().note("failure", words(failure));
        if (failure instanceof ConnectionException connection) {
            return of(connection);
        }
        if (failure instanceof InferenceTimeoutException) {
            return Finding.of(silence(site.run().part()));
        }
        if (failure instanceof InvalidResponseException) {
            return Finding.of(DiagnosisCode.RESPONSE_TOO_LARGE)
                    .about(site.usual().toString());
        }
        return Finding.of(
                failure instanceof DestinationForbiddenException
                        ? DiagnosisCode.ADDRESS_FORBIDDEN
                        : DiagnosisCode.SERVER_ERROR);
    }

    private Finding of(ConnectionException failure) {
        return switch (failure.kind()) {
            case UNKNOWN_HOST, RESOLVER_SILENT -> Finding.of(DiagnosisCode.DNS_FAILED);
            case REFUSED -> Finding.of(DiagnosisCode.REFUSED, here ? "HERE" : "");
            case NO_ROUTE -> Finding.of(DiagnosisCode.NO_ROUTE);
            case CONNECT_TIMEOUT -> Finding.of(DiagnosisCode.TIMEOUT);
            case TLS -> tls(failure);
            case NOT_HTTP -> unreadable(DiagnosisCode.NOT_JSON);
            case RESET, CLOSED -> unreadable(DiagnosisCode.SERVER_ERROR);
            case BROKEN_OFF -> Finding.of(DiagnosisCode.SERVER_ERROR);
        };
    }

    private Finding tls(ConnectionException failure) {
        boolean plain = !Site.isUntrusted(failure) && site.speaks(Addresses.otherScheme(site.address()));
        return plain
                ? Finding.of(DiagnosisCode.TLS_MISMATCH, "HTTP")
                        .write(Addresses.otherScheme(site.address()).toString())
                : Finding.of(DiagnosisCode.TLS_UNTRUSTED)
                        .about(Addresses.otherScheme(site.address()).toString());
    }

    /** A server for https answers http with bytes of TLS, or hangs up. */
    private Finding unreadable(DiagnosisCode otherwise) {
        if (!site.address().secure() && site.speaks(Addresses.otherScheme(site.address()))) {
            return Finding.of(DiagnosisCode.TLS_MISMATCH, "HTTPS")
                    .write(Addresses.otherScheme(site.address()).toString());
        }
        return site.usually(Finding.of(otherwise));
    }

    private static DiagnosisCode silence(Part part) {
        return switch (part) {
            case RESOLVE -> DiagnosisCode.DNS_FAILED;
            case REACH -> DiagnosisCode.TIMEOUT;
            case SPEAK, IDENTIFY -> DiagnosisCode.SILENT;
            // It was recognised, so it lives; it may be reading its models from a slow disk.
            case MODEL, GPU, SPEED -> DiagnosisCode.SLOW_START;
        };
    }

    /** Never the message: what a kind puts into it is not known. */
    private static String words(InferenceException failure) {
        String name = failure.getClass().getSimpleName();
        return failure instanceof ConnectionException connection ? name + " " + connection.kind() : name;
    }
}
