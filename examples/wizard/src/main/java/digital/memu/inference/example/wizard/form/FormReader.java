package digital.memu.inference.example.wizard.form;

import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads answers out of a form that was sent. */
public final class FormReader {

    /** As models are called: {@code llama3.2}, {@code hf.co/owner/name:Q4_K_M}. */
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,199}");

    private FormReader() {}

    /** The answers in the fields. */
    public static Answers read(Function<String, @Nullable String> fields) {
        String chosen = text(fields.apply("choice"));
        return new Answers(
                "elsewhere".equals(fields.apply("place")),
                text(fields.apply(Service.OLLAMA.field())),
                text(fields.apply(Service.PHOTOS.field())),
                chosen.isEmpty() ? text(fields.apply("model")) : chosen);
    }

    private static String text(@Nullable String field) {
        return field == null ? "" : field.strip();
    }

    /** Whether it can be the name of a model; an empty one asks for what is set. */
    public static boolean isModel(String name) {
        return name.isEmpty() || MODEL.matcher(name).matches();
    }
}
