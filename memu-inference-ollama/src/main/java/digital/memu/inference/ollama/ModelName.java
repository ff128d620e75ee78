package digital.memu.inference.ollama;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The name of a model as Ollama reads it: {@code [host/][namespace/]model[:tag]}, where {@code llama3.2} means {@code
 * registry.ollama.ai/library/llama3.2:latest}.
 *
 * <p>Two names are equal when the four parts are, whatever their case: {@code Llama3.2} is {@code llama3.2:latest}, but
 * not {@code llama3.2:3b}. A {@code :local} at the end, by which servers from 0.18 on refuse to answer elsewhere, is no
 * part of the name. Immutable and thread-safe.
 */
public final class ModelName {

    private static final String HOST = "registry.ollama.ai";
    private static final String NAMESPACE = "library";
    private static final String TAG = "latest";
    private static final Pattern HOST_FORM = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:-]{0,349}");
    private static final Pattern NAMESPACE_FORM = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,79}");
    private static final Pattern PART_FORM = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}");

    private final String host;
    private final String namespace;
    private final String model;
    private final String tag;
    private final boolean local;

    private ModelName(String host, String namespace, String model, String tag, boolean local) {
        this.host = host;
        this.namespace = namespace;
        this.model = model;
        this.tag = tag;
        this.local = local;
    }

    /**
     * The name in this text.
     *
     * @throws IllegalArgumentException if Ollama would not accept it
     */
    public static ModelName parse(String text) {
        String name = trim(text);
        boolean local = suffix(name).equals("local");
        String rest = local ? name.substring(0, name.lastIndexOf(':')) : name;
        int scheme = rest.indexOf("://");
        if (scheme >= 0) {
            rest = rest.substring(scheme + 3);
        }
        String tag = TAG;
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            tag = rest.substring(colon + 1);
            rest = rest.substring(0, colon);
        }
        String[] parts = rest.split("/", -1);
        int last = parts.length - 1;
        String model = parts[last];
        String namespace = last > 0 ? parts[last - 1] : NAMESPACE;
        String host = last > 1 ? parts[0] : HOST;
        boolean legal = last < 3
                && HOST_FORM.matcher(host).matches()
                && NAMESPACE_FORM.matcher(namespace).matches()
                && PART_FORM.matcher(model).matches()
                && PART_FORM.matcher(tag).matches();
        if (!legal) {
            throw new IllegalArgumentException(
                    "Not the name of a model: write [host/][namespace/]model[:tag] in letters,"
                            + " digits, '_', '-' and '.'");
        }
        return new ModelName(host, namespace, model, tag, local);
    }

    /**
     * Whether a server would hand a request for this name on to ollama.com, installed or not: the tag is {@code cloud},
     * or ends in {@code -cloud}. Other names may lead there too; only the server knows which.
     */
    public static boolean isCloud(String text) {
        String suffix = suffix(trim(text));
        return suffix.equals("cloud") || (!suffix.contains("/") && suffix.endsWith("-cloud"));
    }

    /** Whether two texts name the same model; what is no name for Ollama is like itself only. */
    static boolean same(String one, String other) {
        try {
            return parse(one).equals(parse(other));
        } catch (IllegalArgumentException e) {
            return one.equals(other);
        }
    }

    private static String suffix(String name) {
        int colon = name.lastIndexOf(':');
        return colon < 0 ? "" : trim(name.substring(colon + 1)).toLowerCase(Locale.ROOT);
    }

    /** As Go trims, which knows more blanks than Java: a blank must not hide the word that matters. */
    private static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    /** Name without host, namespace and tag. */
    public String model() {
        return model;
    }

    /** The tag; {@code latest} where none was given. */
    public String tag() {
        return tag;
    }

    /** Whether {@code :local} stood behind it. */
    public boolean local() {
        return local;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelName that
                && host.equalsIgnoreCase(that.host)
                && namespace.equalsIgnoreCase(that.namespace)
                && model.equalsIgnoreCase(that.model)
                && tag.equalsIgnoreCase(that.tag);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                host.toLowerCase(Locale.ROOT),
                namespace.toLowerCase(Locale.ROOT),
                model.toLowerCase(Locale.ROOT),
                tag.toLowerCase(Locale.ROOT));
    }

    /** As {@code ollama list} shows it: without the defaults in front, always with the tag. */
    @Override
    public String toString() {
        String owner = namespace.equalsIgnoreCase(NAMESPACE) && host.equalsIgnoreCase(HOST) ? "" : namespace + "/";
        return (host.equalsIgnoreCase(HOST) ? "" : host + "/") + owner + model + ":" + tag;
    }
}
