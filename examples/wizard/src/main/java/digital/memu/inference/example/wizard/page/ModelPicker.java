package digital.memu.inference.example.wizard.page;

import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.example.wizard.check.Check;
import digital.memu.inference.example.wizard.form.Answers;
import digital.memu.inference.example.wizard.form.Service;
import digital.memu.inference.health.FoundModel;
import digital.memu.inference.setup.Diagnosis;
import digital.memu.inference.setup.Repair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which model answers: one of those that the server has, or another by its name. */
final class ModelPicker {

    private static final int MOST = 30;

    private final Words words;
    private final String wanted;
    private final boolean internet;
    private final @Nullable Check check;

    ModelPicker(Words words, Answers answers, InferenceSettings settings, @Nullable Check check) {
        this.words = words;
        this.wanted = answers.model().isBlank() ? settings.ollamaModel() : answers.model();
        this.internet = settings.allowInternet();
        this.check = check;
    }

    Html html() {
        List<FoundModel> models = found().stream()
                .flatMap(found -> found.found().stream())
                .flatMap(service -> service.models().stream())
                .toList();
        Html group = Html.of("fieldset", Html.of("legend", words.get("model")));
        if (models.isEmpty()) {
            return group.add(typed("model.name"), hint("model.hint"));
        }
        boolean chosen = false;
        int number = 0;
        for (FoundModel model : models.stream().limit(MOST).toList()) {
            boolean same = same(model.name(), wanted) && !chosen;
            chosen |= same;
            group.add(
                    choice("model-" + number++, model.name(), describe(model), same, model.isElsewhere() && !internet));
        }
        if (models.size() > MOST) {
            group.add(hint("model.more", models.size() - MOST));
        }
        group.add(choice("model-other", "", words.get("model.other"), !chosen, false));
        return group.add(typed("model.other.name"), missing());
    }

    private Optional<Diagnosis> found() {
        return check == null ? Optional.empty() : check.diagnosis(Service.OLLAMA);
    }

    private static boolean same(String one, String other) {
        return one.equals(other) || one.equals(other + ":latest");
    }

    private String describe(FoundModel model) {
        List<String> parts = new ArrayList<>();
        model.size().ifPresent(bytes -> parts.add(Sizes.of(words, bytes)));
        if (model.isLoaded()) {
            parts.add(words.get("model.loaded"));
        }
        if (model.isElsewhere()) {
            parts.add(words.get("model.elsewhere"));
        }
        return model.name() + (parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")");
    }

    private static Html choice(String id, String value, String label, boolean chosen, boolean disabled) {
        return Html.of(
                        "div",
                        Html.of("input")
                                .with("type", "radio")
                                .with("name", "choice")
                                .with("id", id)
                                .with("value", value)
                                .flag("checked", chosen)
                                .flag("disabled", disabled),
                        Html.of("label", label).with("for", id))
                .with("class", "choice");
    }

    private Html typed(String label) {
        return Html.of(
                        "div",
                        Html.of("label", words.get(label)).with("for", "model"),
                        Html.of("input")
                                .with("type", "text")
                                .with("id", "model")
                                .with("name", "model")
                                .with("autocapitalize", "none")
                                .with("spellcheck", "false")
                                .with("value", wanted))
                .with("class", "field");
    }

    private Html hint(String key, Object... fillings) {
        return Html.of("p", words.get(key, fillings)).with("class", "hint");
    }

    /** The model that is asked for and is not there: it can be fetched. */
    private Optional<Html> missing() {
        Check shown = check;
        if (shown == null || !shown.answers().elsewhere()) {
            return Optional.empty();
        }
        return found().flatMap(Diagnosis::repair)
                .filter(repair -> repair.kind() == Repair.Kind.PULL)
                .map(repair -> Html.of(
                                "p",
                                words.get("model.missing", repair.value()) + " ",
                                ResultView.act(words.get("model.download"), "/test/" + shown.id() + "/download")
                                        .with("name", "model")
                                        .with("value", repair.value()))
                        .with("class", "buttons"));
    }
}
