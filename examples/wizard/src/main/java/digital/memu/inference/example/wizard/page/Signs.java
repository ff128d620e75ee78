package digital.memu.inference.example.wizard.page;

import digital.memu.inference.setup.Severity;
import java.util.Locale;

/** A sign, a word and a class for how bad it is, so that nothing depends on colour alone. */
final class Signs {

    static final String FAILURE = "✗";

    private Signs() {}

    static String sign(Severity severity) {
        return switch (severity) {
            case FINE -> "✓";
            case WARNING -> "⚠";
            case FAILURE -> FAILURE;
        };
    }

    static String className(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    /** The sign for eyes, and the word for ears. */
    static Html html(Words words, Severity severity) {
        return Html.of(
                "span",
                Html.of("span", sign(severity)).with("aria-hidden", "true"),
                Html.of("span", words.get("severity." + className(severity))).with("class", "unseen"),
                " ");
    }
}
