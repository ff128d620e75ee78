package digital.memu.inference.example.wizard.page;

import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.example.wizard.check.Check;
import digital.memu.inference.example.wizard.form.Answers;
import digital.memu.inference.example.wizard.form.Service;
import digital.memu.inference.setup.Diagnosis;
import digital.memu.inference.setup.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The step "AI Configuration": where AI runs, and what a test of it came to. */
public final class SetupPage {

    private final Words words;
    private final String token;
    private final Answers answers;
    private final InferenceSettings settings;
    private @Nullable Check check;
    private @Nullable Notice notice;

    /**
     * The page with these answers in its form.
     *
     * @param token proves that the form was ours
     * @param settings what holds besides the answers
     */
    public SetupPage(Words words, String token, Answers answers, InferenceSettings settings) {
        this.words = words;
        this.token = token;
        this.answers = answers;
        this.settings = settings;
    }

    /** With a test as it is at this moment, on its way or finished. */
    public SetupPage check(Check shown) {
        this.check = shown.now();
        return this;
    }

    /** With something to say first. */
    public SetupPage notice(Notice said) {
        this.notice = said;
        return this;
    }

    /** As text. */
    public String html() {
        List<Object> content = new ArrayList<>();
        Notice said = notice;
        if (said != null) {
            content.add(said.html());
        }
        content.add(Html.of("form", Layout.hidden("token", token), Layout.hidden("live", ""))
                .with("method", "post")
                .with("id", "act"));
        content.add(form());
        return Layout.page(words, words.get("title"), content.toArray());
    }

    private Html form() {
        Check shown = check;
        Html form = Html.of("form", Layout.hidden("token", token), Layout.hidden("live", ""))
                .with("method", "post")
                .with("action", "/test")
                .with("id", "setup")
                .with("autocomplete", "off")
                .flag("novalidate", true);
        if (shown != null) {
            form.add(Layout.hidden("check", shown.id()));
        }
        form.add(place(), addresses());
        form.add(Html.of("p", Layout.button(words.get("test"))).with("class", "buttons"));
        form.add(Html.of("p", shown == null ? List.of() : ResultView.status(words, shown))
                .with("id", "status")
                .with("role", "status"));
        form.add(Html.of("div", shown == null ? List.of() : List.of(ResultView.of(words, shown)))
                .with("id", "result"));
        form.add(Html.of("div", new ModelPicker(words, answers, settings, shown).html())
                .with("id", "models"));
        form.add(Html.of("p", Layout.button(words.get("save")).with("formaction", "/review"))
                .with("class", "buttons"));
        return form;
    }

    private Html place() {
        return Html.of(
                "fieldset",
                Html.of("legend", words.get("place")),
                choice("here", !answers.elsewhere()),
                choice("elsewhere", answers.elsewhere()));
    }

    private Html choice(String value, boolean chosen) {
        String id = "place-" + value;
        return Html.of(
                        "div",
                        Html.of("input")
                                .with("type", "radio")
                                .with("id", id)
                                .with("name", "place")
                                .with("value", value)
                                .with("aria-describedby", id + "-hint")
                                .flag("checked", chosen),
                        Html.of("label", words.get("place." + value)).with("for", id),
                        Html.of("p", words.get("place." + value + ".hint"))
                                .with("id", id + "-hint")
                                .with("class", "hint"))
                .with("class", "choice");
    }

    private Html addresses() {
        return Html.of(
                        "fieldset",
                        Html.of("legend", words.get("addresses")),
                        field(Service.OLLAMA),
                        field(Service.PHOTOS),
                        Html.of("p", words.get("addresses.hint")).with("class", "hint"))
                .with("class", "addresses");
    }

    private Html field(Service service) {
        String id = service.field();
        Optional<Diagnosis> failed = check == null
                ? Optional.empty()
                : check.diagnosis(service).filter(found -> answers.elsewhere() && found.severity() == Severity.FAILURE);
        boolean wrong = failed.isPresent() || (notice != null && notice.concerns(service));
        Html input = Html.of("input")
                .with("id", id)
                .with("name", id)
                .with("type", "text")
                .with("inputmode", "url")
                .with("autocapitalize", "none")
                .with("spellcheck", "false")
                .with("value", answers.address(service))
                .with("aria-describedby", id + "-hint" + (failed.isPresent() ? " " + id + "-finding" : ""));
        if (wrong) {
            input.with("aria-invalid", "true");
        }
        input.flag("autofocus", notice != null && notice.concerns(service));
        return Html.of(
                        "div",
                        Html.of("label", words.get("address." + id)).with("for", id),
                        input,
                        Html.of("p", words.get("address." + id + ".hint"))
                                .with("id", id + "-hint")
                                .with("class", "hint"))
                .with("class", "field");
    }
}
