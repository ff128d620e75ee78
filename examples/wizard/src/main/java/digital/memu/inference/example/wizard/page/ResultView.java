package digital.memu.inference.example.wizard.page;

import digital.memu.inference.example.wizard.check.Check;
import digital.memu.inference.example.wizard.check.Probe;
import digital.memu.inference.setup.Diagnosis;
import digital.memu.inference.setup.Repair;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** How far a test is, or what it came to. */
final class ResultView {

    private ResultView() {}

    /** One line for those who wait. */
    static List<Html> status(Words words, Check check) {
        if (check.cancelled()) {
            return List.of(Html.of("span", words.get("test.cancelled")));
        }
        boolean several = check.probes().size() > 1;
        return check.probes().stream()
                .map(probe -> Html.of("span", several ? probe.service().kind() + ": " : "", line(words, probe), " "))
                .toList();
    }

    private static List<Object> line(Words words, Probe probe) {
        List<String> steps = probe.steps();
        String waiting = steps.isEmpty() ? words.get("test.waiting") : steps.get(steps.size() - 1) + " …";
        return probe.diagnosis()
                .map(found -> List.<Object>of(Signs.html(words, found.severity()), found.sentence()))
                .orElseGet(() -> List.of(waiting));
    }

    static Html of(Words words, Check check) {
        Html section = Html.of("section", Html.of("h2", words.get("result")).with("id", "result-title"))
                .with("aria-labelledby", "result-title")
                .with("tabindex", "-1")
                .with("id", "finding");
        if (!check.finished()) {
            section.with("data-refresh", "yes");
        }
        check.probes().forEach(probe -> section.add(probe(words, check, probe)));
        if (!check.finished() && !check.cancelled()) {
            section.add(Html.of("p", act(words.get("test.cancel"), "/test/" + check.id() + "/cancel"))
                    .with("class", "buttons"));
        }
        return section;
    }

    private static Html probe(Words words, Check check, Probe probe) {
        String name = words.get("service." + probe.service().field());
        return probe.diagnosis()
                .map(found -> finding(words, check, probe, found, name))
                .orElseGet(() -> Html.of("div", Html.of("h3", name), steps(words, check, probe))
                        .with("class", "box"));
    }

    private static Html steps(Words words, Check check, Probe probe) {
        List<Html> items = new ArrayList<>();
        List<String> steps = probe.steps();
        for (int i = 0; i < steps.size(); i++) {
            boolean last = i == steps.size() - 1;
            boolean running = last && !check.finished();
            Html item = Html.of("li", steps.get(i), running ? " …" : last ? "" : " ✓");
            items.add(running ? item.with("class", "running") : item);
        }
        return items.isEmpty()
                ? Html.of("p", words.get(check.finished() ? "test.cancelled" : "test.waiting"))
                : Html.of("ol", items).with("class", "steps");
    }

    private static Html finding(Words words, Check check, Probe probe, Diagnosis found, String name) {
        Html box = Html.of(
                        "div",
                        Html.of("h3", found.address().isEmpty() ? name : name + " – " + found.address()),
                        Html.of("p", Signs.html(words, found.severity()), Html.of("strong", found.sentence()))
                                .with("id", probe.service().field() + "-finding"),
                        Html.of("p", found.fix()))
                .with("class", "box " + Signs.className(found.severity()))
                .with("id", probe.service().field() + "-box")
                .with("data-code", found.code().toString());
        found.remarks().forEach(remark -> box.add(Html.of("p", remark)));
        if (check.answers().elsewhere()) {
            found.repair().map(repair -> repair(words, check, probe, repair)).ifPresent(box::add);
        }
        return box.add(details(words, found));
    }

    private static Html repair(Words words, Check check, Probe probe, Repair repair) {
        String base = "/test/" + check.id();
        List<Html> buttons = new ArrayList<>();
        if (repair.kind() == Repair.Kind.PULL) {
            buttons.add(act(repair.label(), base + "/download")
                    .with("name", "model")
                    .with("value", repair.value()));
        } else {
            String label = repair.kind() == Repair.Kind.SWAP ? words.get("swap") : repair.label();
            buttons.add(act(label, base + "/repair")
                    .with("name", "service")
                    .with("value", probe.service().field()));
        }
        for (String model : repair.alternatives()) {
            buttons.add(act(words.get("model.choose", model), base + "/model")
                    .with("name", "model")
                    .with("value", model));
        }
        return Html.of("p", buttons).with("class", "buttons");
    }

    /** A button outside the form that holds the answers. */
    static Html act(String text, String action) {
        return Layout.button(Objects.requireNonNull(text)).with("form", "act").with("formaction", action);
    }

    private static Html details(Words words, Diagnosis found) {
        return Html.of(
                "details",
                Html.of("summary", words.get("details")),
                Html.of("pre", found.detailsText()).with("lang", "en").with("tabindex", "0"),
                Html.of("button", words.get("details.copy"))
                        .with("type", "button")
                        .with("data-copy", words.get("details.copied"))
                        .flag("hidden", true));
    }
}
