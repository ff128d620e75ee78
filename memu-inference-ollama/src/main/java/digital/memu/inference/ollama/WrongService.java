package digital.memu.inference.ollama;

import digital.memu.inference.failure.MisconfiguredException;
import java.util.Locale;
import java.util.Optional;

/** Tells from an answer which service it came from, when that is not Ollama; the answer itself is never repeated. */
final class WrongService {

    private WrongService() {}

    /** The failure for an answer with status 200 that Ollama would not give. */
    static MisconfiguredException answered(String url, String body) {
        String text = body.strip();
        String what = known(text).orElse(text.isEmpty() ? "an empty answer" : "this is another service, not Ollama");
        return new MisconfiguredException(
                url, 200, what, "Ollama listens on port 11434 unless told otherwise; check the address", null);
    }

    /** The service, if the answer gives it away. */
    static Optional<String> known(String body) {
        String text = body.toLowerCase(Locale.ROOT);
        if (text.contains("immich ml")) {
            return Optional.of("this is Immich's machine learning, not Ollama");
        }
        if (text.replaceAll("\\s", "").equals("{\"detail\":\"notfound\"}")) {
            return Optional.of("this is not Ollama, but perhaps Immich's machine learning");
        }
        return text.startsWith("<") || text.contains("<html")
                ? Optional.of("this is a web page, not Ollama")
                : Optional.empty();
    }
}
