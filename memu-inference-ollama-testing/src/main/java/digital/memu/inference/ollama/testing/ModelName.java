package digital.memu.inference.ollama.testing;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model's name in its four parts, as Ollama reads it. */
record ModelName(String host, String namespace, String model, String tag) {

    private static final String DEFAULT_HOST = "registry.ollama.ai";
    private static final String DEFAULT_NAMESPACE = "library";
    private static final Pattern FORM = Pattern.compile("(?:(?<host>\\w[\\w.:-]*)/)??(?:(?<namespace>\\w[\\w-]*)/)?"
            + "(?<model>\\w[\\w.-]*)(?::(?<tag>\\w[\\w.-]*))?");

    /** The parts, with defaults for what is left out; empty if this cannot be a name. */
    static Optional<ModelName> parse(String name) {
        String bare = name.strip();
        int scheme = bare.indexOf("://");
        Matcher matcher = FORM.matcher(scheme < 0 ? bare : bare.substring(scheme + 3));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new ModelName(
                orElse(matcher.group("host"), DEFAULT_HOST),
                orElse(matcher.group("namespace"), DEFAULT_NAMESPACE),
                matcher.group("model"),
                orElse(matcher.group("tag"), "latest")));
    }

    private static String orElse(String part, String otherwise) {
        return part == null ? otherwise : part;
    }

    boolean isSameAs(ModelName other) {
        return full().toLowerCase(Locale.ROOT).equals(other.full().toLowerCase(Locale.ROOT));
    }

    ModelName withTag(String otherTag) {
        return new ModelName(host, namespace, model, otherTag);
    }

    /** All four parts. */
    String full() {
        return host + "/" + namespace + "/" + model + ":" + tag;
    }

    /** The shortest form with a tag, as in {@code /api/tags}. */
    String display() {
        String modelAndTag = model + ":" + tag;
        if (!host.equalsIgnoreCase(DEFAULT_HOST)) {
            return host + "/" + namespace + "/" + modelAndTag;
        }
        return namespace.equalsIgnoreCase(DEFAULT_NAMESPACE) ? modelAndTag : namespace + "/" + modelAndTag;
    }
}
