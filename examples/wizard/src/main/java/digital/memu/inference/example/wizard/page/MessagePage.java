package digital.memu.inference.example.wizard.page;

import java.util.List;

/** A page that only says something. */
public final class MessagePage {

    private MessagePage() {}

    /** A title, a sentence, and the way back to the form if that helps. */
    public static String of(Words words, String key, boolean back, Object... fillings) {
        return Layout.page(
                words,
                words.get(key + ".title"),
                Html.of("p", words.get(key, fillings)),
                back ? Html.of("p", Layout.link("/", words.get("back"))) : Html.of("p", ""));
    }

    /** A page that leads on to the form by itself. */
    public static String onwards(Words words) {
        return Layout.page(
                words,
                words.get("title"),
                List.of(Html.of("meta").with("http-equiv", "refresh").with("content", "0;url=/")),
                Html.of("p", Layout.link("/", words.get("open"))));
    }
}
