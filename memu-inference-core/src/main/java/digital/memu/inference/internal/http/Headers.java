package digital.memu.inference.internal.http;

import digital.memu.inference.failure.InvalidConfigurationException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;

/** The headers that every request of a transport carries; their values appear in no message. */
final class Headers {

    private static final URI NOWHERE = URI.create("http://localhost/");

    private final HttpRequest.Builder template;

    /**
     * Headers of the owner beside our own.
     *
     * @throws InvalidConfigurationException if one of them cannot be sent
     */
    Headers(Map<String, String> own) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(NOWHERE).setHeader("User-Agent", "memu-inference");
        own.forEach((name, value) -> set(builder, name, value));
        this.template = builder;
    }

    /**
     * The beginning of a request that carries some more.
     *
     * @throws InvalidConfigurationException if one of them cannot be sent
     */
    HttpRequest.Builder request(Map<String, String> more) {
        HttpRequest.Builder builder = template.copy();
        more.forEach((name, value) -> set(builder, name, value));
        return builder;
    }

    private static void set(HttpRequest.Builder builder, String name, String value) {
        try {
            builder.setHeader(name, value);
        } catch (IllegalArgumentException e) {
            // Its message may quote the value, so it is no cause of ours.
            throw new InvalidConfigurationException(
                    "The header \"" + printable(name) + "\" cannot be sent: either the client reserves it for itself,"
                            + " or its name or value has characters that no header may have. Correct or remove it.",
                    null);
        }
    }

    private static String printable(String name) {
        String clean = name.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() <= 60 ? clean : clean.substring(0, 60) + "…";
    }

    @Override
    public String toString() {
        return "Headers";
    }
}
