package digital.memu.inference.immich;

import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.failure.RequestRejectedException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.immich.internal.wire.ServerError;
import digital.memu.inference.immich.internal.wire.ServerError.Form;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what a server said into the exception that says whose fault it was. */
final class ImmichMlErrors {

    private static final Pattern NOT_LOADED = Pattern.compile("^Failed to load model '(.{1,200})'");

    private static final String BODY_LOST =
            "What was sent did not arrive whole: a proxy or firewall between here and there lost it; go round it, or make it"
                    + " pass on bodies of POST";
    private static final String PROXY = "A proxy between here and there gave up; raise its read time-out to 10 minutes";
    private static final String VERSION =
            "Immich there is of a version that does not understand this; update it, or this library";
    private static final String LOG = "See the log of Immich's machine learning there";

    private ImmichMlErrors() {}

    /** The model that the server could not load, if that is what it said. */
    static Optional<String> notLoaded(ServerError error) {
        Matcher matcher = NOT_LOADED.matcher(error.message());
        return error.status() == 500 && error.form() == Form.DETAIL && matcher.find()
                ? Optional.of(matcher.group(1))
                : Optional.empty();
    }

    /** Whether all that is said is that something failed: a photo, an unknown model, the memory. */
    static boolean isUnclear(ServerError error) {
        return error.status() == 500 && (error.form() == Form.TEXT || error.form() == Form.EMPTY);
    }

    /** Whether the server had nothing to object to but that there was nothing to work on. */
    static boolean wantsPayload(ServerError error) {
        return error.status() == 400
                && error.form() == Form.DETAIL
                && error.message().startsWith("Either image or text");
    }

    /** The exception for an error that needs no question. */
    static InferenceException grade(String url, ServerError error, String body) {
        int status = error.status();
        if (status == 400 || status == 422) {
            return refused(url, error, body);
        }
        String words = error.message();
        String who = WrongService.known(body).orElse(words);
        return switch (status) {
            case 401, 403, 407 ->
                new MisconfiguredException(
                        url, status, who, "A proxy there asks who you are: set what it wants by header(...)", null);
            case 404, 405 -> new MisconfiguredException(url, status, who, WrongService.ADVICE, null);
            case 413 ->
                new RequestRejectedException(
                        url,
                        status,
                        words,
                        "A proxy there takes no photos of this size: raise its limit (client_max_body_size), or make photos"
                                + " smaller with ImageIoPhotoPreparer",
                        null);
            case 408, 429, 499, 502, 503, 504 -> new ServerException(url, status, words, PROXY, null, true);
            default -> other(url, status, words, who);
        };
    }

    private static InferenceException refused(String url, ServerError error, String body) {
        boolean lost = wantsPayload(error)
                || error.message().startsWith("body.entries: Field required")
                || error.message().startsWith("Invalid HTTP request received");
        if (!lost && error.form() != Form.DETAIL) {
            return WrongService.answered(url, error.status(), body);
        }
        String advice =
                error.message().startsWith("Part exceeded") ? "Send a shorter text" : lost ? BODY_LOST : VERSION;
        return new RequestRejectedException(url, error.status(), error.message(), advice, null);
    }

    private static InferenceException other(String url, int status, String words, String who) {
        if (status >= 300 && status < 400) {
            return new MisconfiguredException(
                    url,
                    status,
                    who.isEmpty() ? "the answer leads elsewhere, perhaps to a login page" : who,
                    WrongService.ADVICE,
                    null);
        }
        if (status >= 400 && status < 500) {
            return new RequestRejectedException(url, status, words, "", null);
        }
        return status >= 500
                ? new ServerException(url, status, words, LOG, null)
                : new InvalidResponseException(url, "HTTP " + status + ", which the service never sends", null);
    }
}
