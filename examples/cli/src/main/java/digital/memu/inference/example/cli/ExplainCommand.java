package digital.memu.inference.example.cli;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.Plain;
import digital.memu.inference.route.BackendStatus;
import digital.memu.inference.route.Explanation;
import digital.memu.inference.route.Explanation.Choice;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who would answer the next question, who not, and why. */
@Command(
        name = "explain",
        description =
                "Tell who would answer the next question, who not, and why; or with --photos, who would look at the next"
                        + " photo. Asks every server once whether it lives; sends no question and loads no model.")
final class ExplainCommand implements Callable<Integer> {

    private final Io io;

    @Mixin
    private final Format format = new Format();

    @Option(names = "--photos", description = "Tell of photos instead of questions.")
    private boolean photos;

    ExplainCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() {
        Half half = photos ? Half.PHOTOS : Half.QUESTIONS;
        try (Session session = Session.open(io)) {
            session.look();
            InferenceRouter router = session.router();
            Explanation explanation = router.explain(half.capability());
            // Those for the other half are not asked either, which nobody wonders at.
            List<String> servers = half.servers(router);
            List<Choice> choices = explanation.choices().stream()
                    .filter(choice -> servers.contains(choice.backend()))
                    .toList();
            if (format.json) {
                io.document(json(half, explanation, choices, router).map());
            } else {
                print(explanation, choices, router);
            }
            return Prospects.of(explanation);
        }
    }

    private void print(Explanation explanation, List<Choice> choices, InferenceRouter router) {
        String turn = "asked first";
        for (Choice choice : choices) {
            io.println(choice.backend() + ": " + (choice.serves() ? turn : "not asked, " + Plain.of(choice.against()))
                    + " (" + facts(choice) + ")" + trouble(choice, router));
            turn = choice.serves() ? "asked when those before it fail" : turn;
        }
        if (explanation.first().isPresent() && choices.stream().noneMatch(Prospects::isGood)) {
            io.println("Nobody is well, so they are tried all the same.");
        }
    }

    private static String facts(Choice choice) {
        return choice.tier() + ", " + Plain.word(choice.state())
                + choice.model().map(model -> ", " + Plain.of(model)).orElse("");
    }

    private static String trouble(Choice choice, InferenceRouter router) {
        String why = why(choice, router);
        return why.isEmpty() ? "" : ": " + Plain.of(why);
    }

    /** The bad news about somebody who would be asked all the same. */
    private static String why(Choice choice, InferenceRouter router) {
        return choice.serves()
                ? router.status()
                        .backend(choice.backend())
                        .map(BackendStatus::why)
                        .orElse("")
                : "";
    }

    private static Fields json(Half half, Explanation explanation, List<Choice> choices, InferenceRouter router) {
        return new Fields()
                .with("capability", half.capability().name())
                .with("first", explanation.first().map(Choice::backend))
                .with(
                        "choices",
                        choices.stream().map(choice -> json(choice, router)).toList());
    }

    private static Object json(Choice choice, InferenceRouter router) {
        return new Fields()
                .with("backend", choice.backend())
                .with("tier", choice.tier().name())
                .with("state", choice.state().name())
                .with("model", choice.model())
                .with("serves", choice.serves())
                .with("against", choice.against())
                .with("why", why(choice, router))
                .map();
    }
}
