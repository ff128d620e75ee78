package digital.memu.inference.example.wizard.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One element of a page. Text is escaped wherever it goes, and there is no way around that.
 *
 * <pre>{@code
 * Html.of("p", "Is ", Html.of("strong", name), " awake?").with("class", "hint")
 * }</pre>
 */
final class Html {

    private static final Set<String> VOID = Set.of("meta", "link", "input", "br");

    private final String name;
    private final StringBuilder attributes = new StringBuilder();
    private final List<Object> content = new ArrayList<>();

    private Html(String name) {
        this.name = name;
    }

    /** An element with this content: elements, text, lists and optionals of these. */
    static Html of(String name, Object... content) {
        return new Html(name).add(content);
    }

    /** Adds content. */
    Html add(Object... more) {
        for (Object each : more) {
            if (each instanceof Iterable<?> several) {
                several.forEach(one -> add(one));
            } else if (each instanceof Optional<?> perhaps) {
                perhaps.ifPresent(one -> add(one));
            } else if (each instanceof Html || each instanceof String) {
                content.add(each);
            } else {
                throw new IllegalArgumentException("neither text nor an element");
            }
        }
        return this;
    }

    /** Sets an attribute, of whose names and sorts only those are used that run nothing. */
    Html with(String attribute, String value) {
        attributes.append(' ').append(attribute).append("=\"");
        escape(value, attributes);
        attributes.append('"');
        return this;
    }

    /** Sets an attribute without a value, if that holds. */
    Html flag(String attribute, boolean holds) {
        if (holds) {
            attributes.append(' ').append(attribute);
        }
        return this;
    }

    /** A whole document. */
    String document() {
        StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
        write(out);
        return out.toString();
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        write(out);
        return out.toString();
    }

    private void write(StringBuilder out) {
        out.append('<').append(name).append(attributes).append('>');
        if (VOID.contains(name)) {
            return;
        }
        for (Object each : content) {
            if (each instanceof Html element) {
                element.write(out);
            } else {
                escape((String) each, out);
            }
        }
        out.append("</").append(name).append('>');
    }

    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case 0 -> out.append('\ufffd');
                default -> out.append(c);
            }
        }
    }
}
