package digital.memu.inference.setup;

import digital.memu.inference.backend.ServerKind;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** The words of a test in one language, out of {@code Texts.properties}; there is no text for people in the code. */
final class Texts {

    static final String BUNDLE = "digital.memu.inference.setup.Texts";

    private final ResourceBundle bundle;
    private final Locale locale;

    private Texts(ResourceBundle bundle, Locale locale) {
        this.bundle = bundle;
        this.locale = locale;
    }

    /** In that language, or else in English: never in the system's, which the reader may not understand. */
    static Texts in(Locale locale) {
        ResourceBundle bundle = ResourceBundle.getBundle(BUNDLE, locale);
        String language = bundle.getLocale().getLanguage();
        return language.isEmpty() || language.equals(locale.getLanguage())
                ? new Texts(bundle, locale)
                : new Texts(ResourceBundle.getBundle(BUNDLE, Locale.ROOT), locale);
    }

    /** The language for figures. */
    Locale locale() {
        return locale;
    }

    String step(Step.Part part, Plan plan) {
        return fill("step." + part, plan.kind().name(), plan.hostAndPort());
    }

    /** A part of a code's words: those for the variant and the kind of server where there are some. */
    String of(String code, String variant, String part, ServerKind kind, Object... fillings) {
        String plain = "." + part;
        String special = plain + "." + kind.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String key = first(code + "." + variant + special, code + "." + variant + plain, code + special, code + plain)
                .orElse("other" + plain);
        return fill(key, fillings);
    }

    String label(Repair.Kind kind, Object... fillings) {
        return fill("repair." + kind, fillings);
    }

    private Optional<String> first(String... keys) {
        for (String key : keys) {
            if (bundle.containsKey(key)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    private String fill(String key, Object... fillings) {
        return new MessageFormat(bundle.getString(key), locale).format(fillings);
    }
}
