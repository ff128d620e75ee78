package digital.memu.inference.immich;

import digital.memu.inference.failure.MisconfiguredException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells from an answer which service it came from, when that is not Immich's machine learning; it is never repeated. */
final class WrongService {

    static final String ADVICE =
            "Immich's machine learning listens on port 3003 unless told otherwise, Immich's own server on"
                    + " 2283, Ollama on 11434; check address and port, and a path in the address";

    private static final Pattern LOGIN = Pattern.compile(
            "type=[\"']?password|log ?in|sign ?in|single sign-on|authelia|authentik|keycloak|anmeld",
            Pattern.CASE_INSENSITIVE);

    private WrongService() {}

    /** The failure for an answer that Immich's machine learning would not give. */
    static MisconfiguredException answered(String url, int status, String body) {
        String what = known(body)
                .orElse(body.isBlank() ? "an empty answer" : "this is another service, not Immich's machine learning");
        return new MisconfiguredException(url, status, what, ADVICE, null);
    }

    /** The service, if the answer gives it away. */
    static Optional<String> known(String body) {
        String text = body.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("<") || text.contains("<html")) {
            return Optional.of(page(text));
        }
        if (text.contains("ollama") || text.equals("404 page not found") || text.equals("405 method not allowed")) {
            return Optional.of("this looks like Ollama, not Immich's machine learning");
        }
        boolean immich = text.startsWith("{")
                && (text.contains("\"correlationid\"")
                        || text.contains("\"cannot ")
                        || text.contains("\"res\":\"pong\""));
        return immich ? Optional.of("this looks like Immich's own server, not its machine learning") : Optional.empty();
    }

    private static String page(String text) {
        if (text.contains("<title>immich") || text.contains("immich-app")) {
            return "this is the web page of Immich's own server, not its machine learning";
        }
        return LOGIN.matcher(text).find()
                ? "this is a login page, not Immich's machine learning"
                : "this is a web page, not Immich's machine learning";
    }
}
