package digital.memu.inference.example.wizard.page;

import java.util.List;

/** What every page has around its content. */
final class Layout {

    private Layout() {}

    static String page(Words words, String title, Object... content) {
        return page(words, title, List.of(), content);
    }

    static String page(Words words, String title, List<Html> more, Object... content) {
        Html head = Html.of(
                "head",
                Html.of("meta").with("charset", "utf-8"),
                Html.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
                Html.of("meta").with("name", "color-scheme").with("content", "light dark"),
                Html.of("title", title, " · Memu"),
                Html.of("link").with("rel", "icon").with("href", "/icon.svg"),
                Html.of("link").with("rel", "stylesheet").with("href", "/style.css"),
                Html.of("script").with("src", "/script.js").flag("defer", true),
                more);
        Html main = Html.of("main", Html.of("h1", title)).add(content);
        return Html.of("html", head, Html.of("body", Html.of("header", Html.of("p", "Memu")), main))
                .with("lang", words.locale().getLanguage())
                .document();
    }

    static Html hidden(String name, String value) {
        return Html.of("input").with("type", "hidden").with("name", name).with("value", value);
    }

    static Html button(String text) {
        return Html.of("button", text).with("type", "submit");
    }

    static Html link(String href, String text) {
        return Html.of("a", text).with("href", href);
    }

    /** A box that is read out at once. */
    static Html alert(String sign, String title, List<Html> content) {
        return Html.of(
                        "div",
                        Html.of("p", Html.of("strong", Html.of("span", sign).with("aria-hidden", "true"), " ", title)),
                        content)
                .with("class", "box failure")
                .with("role", "alert");
    }
}
