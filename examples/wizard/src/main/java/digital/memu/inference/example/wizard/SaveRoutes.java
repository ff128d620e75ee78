package digital.memu.inference.example.wizard;

import digital.memu.inference.example.wizard.check.Check;
import digital.memu.inference.example.wizard.check.Checks;
import digital.memu.inference.example.wizard.check.Obstacles;
import digital.memu.inference.example.wizard.check.Recent;
import digital.memu.inference.example.wizard.form.Answers;
import digital.memu.inference.example.wizard.form.FormReader;
import digital.memu.inference.example.wizard.page.Notice;
import digital.memu.inference.example.wizard.page.Restart;
import digital.memu.inference.example.wizard.page.ReviewPage;
import digital.memu.inference.example.wizard.page.SetupPage;
import digital.memu.inference.example.wizard.page.Words;
import digital.memu.inference.example.wizard.save.Plan;
import digital.memu.inference.example.wizard.save.SettingsFile;
import digital.memu.inference.failure.InferenceException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What saving would change, the saving itself, and what it has changed. */
final class SaveRoutes {

    private final SettingsFile file;
    private final Checks checks;
    private final Restart restart;
    private final Recent<Plan> saved = new Recent<>(forgotten -> {});

    SaveRoutes(SettingsFile file, Checks checks, Restart restart) {
        this.file = file;
        this.checks = checks;
        this.restart = restart;
    }

    void add(RoutesConfig routes) {
        routes.post("/review", this::review);
        routes.get("/test/{id}/review", this::reviewed);
        routes.post("/test/{id}/save", this::save);
        routes.get("/test/{id}/saved", this::saved);
    }

    private void review(Context ctx) {
        Answers answers = FormReader.read(ctx::formParam);
        Words words = Wizard.words(ctx);
        Optional<Notice> wrong = Judge.before(words, answers);
        if (wrong.isPresent()) {
            refuse(ctx, page(ctx, answers), wrong.get());
            return;
        }
        Check check = known(ctx, answers).orElseGet(() -> checks.start(answers, words.locale()));
        check.await(SetupRoutes.PATIENCE);
        Optional<Notice> hopeless = Judge.after(words, check, internet());
        if (hopeless.isPresent()) {
            refuse(ctx, page(ctx, answers).check(check), hopeless.get());
        } else {
            ctx.redirect("/test/" + check.id() + "/review", HttpStatus.SEE_OTHER);
        }
    }

    /** The test that the form was shown with, if it says enough. */
    private Optional<Check> known(Context ctx, Answers answers) {
        return Optional.ofNullable(ctx.formParam("check"))
                .flatMap(checks::find)
                .filter(check -> !check.cancelled() && check.await(SetupRoutes.PATIENCE))
                .filter(check -> Obstacles.covers(check, answers))
                .map(check -> check.answers().equals(answers) ? check : checks.reuse(check, answers));
    }

    private boolean internet() {
        return file.settings().allowInternet();
    }

    private SetupPage page(Context ctx, Answers answers) {
        return SetupRoutes.page(ctx, file, answers);
    }

    private static void refuse(Context ctx, SetupPage page, Notice notice) {
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT).html(page.notice(notice).html());
    }

    private void reviewed(Context ctx) {
        Check check = judged(ctx);
        try {
            ctx.html(before(ctx, check, Optional.empty()));
        } catch (InferenceException e) {
            unreadable(ctx, check, e);
        }
    }

    /** A test whose answers may be saved. */
    private Check judged(Context ctx) {
        Check check = SetupRoutes.find(checks, ctx);
        if (!check.finished()
                || Judge.after(Wizard.words(ctx), check, internet()).isPresent()) {
            throw new Wizard.Gone();
        }
        return check;
    }

    private String before(Context ctx, Check check, Optional<Notice> notice) {
        return reviewPage(ctx)
                .before(check, file.plan(check.answers()), Guard.session(ctx).token(), notice);
    }

    private ReviewPage reviewPage(Context ctx) {
        return new ReviewPage(Wizard.words(ctx), file.path(), restart);
    }

    private void save(Context ctx) {
        Check check = judged(ctx);
        Words words = Wizard.words(ctx);
        try {
            Optional<Plan> done = file.save(check.answers(), Objects.requireNonNullElse(ctx.formParam("print"), ""));
            if (done.isPresent()) {
                saved.put(check.id(), done.get());
                ctx.redirect("/test/" + check.id() + "/saved", HttpStatus.SEE_OTHER);
            } else {
                Notice notice = Notice.of(words.get("review.meanwhile"), words.get("review.meanwhile.fix"));
                ctx.status(HttpStatus.CONFLICT).html(before(ctx, check, Optional.of(notice)));
            }
        } catch (InferenceException e) {
            unwritable(ctx, check, e);
        }
    }

    /** The message says what to do, in English; and what would have been written can be written by hand. */
    private void unwritable(Context ctx, Check check, InferenceException e) {
        Words words = Wizard.words(ctx);
        List<String> sentences = new ArrayList<>();
        sentences.add(Objects.requireNonNullElse(e.getMessage(), ""));
        try {
            Plan plan = file.plan(check.answers());
            sentences.add(words.get("cannot.write"));
            plan.values().forEach((key, value) -> sentences.add(key + "=" + value));
        } catch (InferenceException unreadable) {
            // Then there is nothing to add.
        }
        Notice notice = new Notice(words.get("cannot.write.title"), sentences, List.of());
        ctx.status(HttpStatus.CONFLICT)
                .html(page(ctx, check.answers()).check(check).notice(notice).html());
    }

    private void unreadable(Context ctx, Check check, InferenceException e) {
        Notice notice =
                Notice.of(Wizard.words(ctx).get("cannot.read.title"), Objects.requireNonNullElse(e.getMessage(), ""));
        ctx.status(HttpStatus.CONFLICT)
                .html(page(ctx, check.answers()).check(check).notice(notice).html());
    }

    private void saved(Context ctx) {
        Check check = SetupRoutes.find(checks, ctx);
        Plan plan = saved.find(check.id()).orElseThrow(Wizard.Gone::new);
        ctx.html(reviewPage(ctx).after(check, plan));
    }
}
