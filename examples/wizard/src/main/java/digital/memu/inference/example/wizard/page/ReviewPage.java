package digital.memu.inference.example.wizard.page;

import digital.memu.inference.config.EnvChange;
import digital.memu.inference.example.wizard.check.Check;
import digital.memu.inference.example.wizard.form.Service;
import digital.memu.inference.example.wizard.save.Plan;
import digital.memu.inference.setup.Diagnosis;
import digital.memu.inference.setup.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What saving would change, and what it did change. */
public final class ReviewPage {

    private final Words words;
    private final Path file;
    private final Restart restart;

    /**
     * About this file.
     *
     * @param restart what makes its reader read it
     */
    public ReviewPage(Words words, Path file, Restart restart) {
        this.words = words;
        this.file = file;
        this.restart = restart;
    }

    /** Before it is saved. */
    public String before(Check check, Plan plan, String token, Optional<Notice> notice) {
        List<Object> content = new ArrayList<>();
        notice.ifPresent(said -> content.add(said.html()));
        content.addAll(warnings(check));
        content.add(changes(plan, "review.changes"));
        content.add(Html.of("h2", words.get("restart.title")));
        content.addAll(whatToRestart());
        content.add(Html.of(
                        "form",
                        Layout.hidden("token", token),
                        Layout.hidden("print", plan.print()),
                        Html.of(
                                        "p",
                                        Layout.button(words.get("review.save")),
                                        " ",
                                        Layout.link("/test/" + check.id(), words.get("review.back")))
                                .with("class", "buttons"))
                .with("method", "post")
                .with("action", "/test/" + check.id() + "/save"));
        return Layout.page(words, words.get("review.title"), content.toArray());
    }

    /** After it was saved. */
    public String after(Check check, Plan plan) {
        List<Object> content = new ArrayList<>();
        content.add(Html.of(
                        "p",
                        Signs.html(words, Severity.FINE),
                        Html.of("strong", words.get(offline(check) ? "saved.offline" : "saved")))
                .with("class", "box fine")
                .with("role", "status"));
        content.add(changes(plan, "saved.changes"));
        content.add(Html.of("h2", words.get("restart.now")));
        content.addAll(whatToRestart());
        content.add(Html.of("p", Layout.link("/", words.get("saved.again"))));
        return Layout.page(words, words.get("saved.title"), content.toArray());
    }

    private static boolean offline(Check check) {
        return check.answers().elsewhere()
                && check.diagnosis(Service.OLLAMA)
                        .filter(found -> found.severity() == Severity.FAILURE)
                        .isPresent();
    }

    private List<Html> warnings(Check check) {
        List<Html> boxes = new ArrayList<>();
        for (Service service : Service.values()) {
            Optional<Diagnosis> bad = check.diagnosis(service)
                    .filter(found -> check.answers().elsewhere() && found.severity() != Severity.FINE);
            bad.ifPresent(found -> boxes.add(Html.of(
                            "div",
                            Html.of(
                                    "p",
                                    Signs.html(words, Severity.WARNING),
                                    Html.of(
                                            "strong",
                                            words.get("service." + service.field()) + ": " + found.sentence())),
                            Html.of("p", found.fix()),
                            Html.of(
                                    "p",
                                    words.get(
                                            found.severity() == Severity.FAILURE
                                                    ? "review.unreachable"
                                                    : "review.imperfect")))
                    .with("class", "box warning")));
        }
        return boxes;
    }

    private Html changes(Plan plan, String title) {
        Html section =
                Html.of("section", Html.of("h2", words.get(title)), Html.of("p", words.get("file", file.toString())));
        if (plan.changes().isEmpty()) {
            return section.add(Html.of("p", words.get("review.nothing")));
        }
        Html list = Html.of("dl");
        for (EnvChange change : plan.changes()) {
            String before = change.before().map(Redaction::of).orElse(words.get("review.unset"));
            list.add(
                    Html.of("dt", Html.of("code", change.key())),
                    Html.of(
                            "dd",
                            words.get("review.from") + " ",
                            Html.of("code", before),
                            " " + words.get("review.to") + " ",
                            Html.of("code", change.after().orElse("")),
                            Html.of("br"),
                            words.get("reads." + change.key())));
        }
        return section.add(list);
    }

    private List<Html> whatToRestart() {
        List<Html> said = new ArrayList<>();
        said.add(Html.of("p", words.get(restart.words())));
        if (!restart.command().isEmpty()) {
            said.add(Html.of("pre", restart.command()).with("tabindex", "0"));
        }
        said.add(Html.of("p", words.get("restart.immich")));
        if (restart.isCompose()) {
            said.add(Html.of("p", words.get("restart.literal")));
            said.add(Html.of("pre", "OLLAMA_HOST: ${OLLAMA_HOST:-http://ollama:11434}")
                    .with("tabindex", "0"));
        }
        return said;
    }
}
