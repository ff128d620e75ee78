package digital.memu.inference.example.wizard.page;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The page's words in the reader's language, out of {@code Words.properties}. */
public final class Words {

    private static final String BUNDLE = "digital.memu.inference.example.wizard.page.Words";

    private static final ResourceBundle.Control NOT_THE_SYSTEMS =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Locale locale;
    private final ResourceBundle bundle;

    private Words(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(BUNDLE, locale, NOT_THE_SYSTEMS);
    }

    /** In the first language of a header {@code Accept-Language} for which there are words; English else. */
    public static Words accepted(@Nullable String header) {
        return new Words(best(header));
    }

    private static Locale best(@Nullable String header) {
        if (header == null || header.length() > 500) {
            return Locale.ENGLISH;
        }
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(header), List.of(Locale.ENGLISH, Locale.GERMAN));
            return found == null ? Locale.ENGLISH : found;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH;
        }
    }

    /** The language. */
    public Locale locale() {
        return locale;
    }

    /** A text; what is in braces is filled in order. */
    public String get(String key, Object... fillings) {
        return new MessageFormat(bundle.getString(key), locale).format(fillings);
    }
}
