package digital.memu.inference.example.wizard;

import digital.memu.inference.example.wizard.check.Check;
import digital.memu.inference.example.wizard.check.Checks;
import digital.memu.inference.example.wizard.form.Answers;
import digital.memu.inference.example.wizard.form.FormReader;
import digital.memu.inference.example.wizard.form.Service;
import digital.memu.inference.example.wizard.page.Notice;
import digital.memu.inference.example.wizard.page.SetupPage;
import digital.memu.inference.example.wizard.page.Words;
import digital.memu.inference.example.wizard.save.SettingsFile;
import digital.memu.inference.setup.Repair;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Optional;

/** The form, and the tests of what is typed into it. */
final class SetupRoutes {

    /** Longer than any test. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private final SettingsFile file;
    private final Checks checks;

    SetupRoutes(SettingsFile file, Checks checks) {
        this.file = file;
        this.checks = checks;
    }

    void add(RoutesConfig routes) {
        routes.get("/", this::form);
        routes.post("/test", ctx -> test(ctx, FormReader.read(ctx::formParam)));
        routes.get("/test/{id}", this::tested);
        routes.post("/test/{id}/cancel", this::cancel);
        routes.post("/test/{id}/repair", this::repair);
        routes.post("/test/{id}/model", this::model);
    }

    private void form(Context ctx) {
        SetupPage page = page(ctx, file.current());
        file.problem()
                .ifPresent(problem -> page.notice(Notice.of(Wizard.words(ctx).get("cannot.read.title"), problem)));
        ctx.html(page.html());
    }

    private SetupPage page(Context ctx, Answers answers) {
        return page(ctx, file, answers);
    }

    static SetupPage page(Context ctx, SettingsFile file, Answers answers) {
        return new SetupPage(Wizard.words(ctx), Guard.session(ctx).token(), answers, file.settings());
    }

    private void test(Context ctx, Answers answers) {
        Words words = Wizard.words(ctx);
        Optional<Notice> wrong = Judge.before(words, answers);
        if (wrong.isPresent()) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT)
                    .html(page(ctx, answers).notice(wrong.get()).html());
            return;
        }
        Check check = checks.start(answers, words.locale());
        if (ctx.formParam("live") == null || "".equals(ctx.formParam("live"))) {
            // Without a script nobody would see it go on.
            check.await(PATIENCE);
        }
        show(ctx, check);
    }

    static void show(Context ctx, Check check) {
        ctx.redirect("/test/" + check.id() + "#finding", HttpStatus.SEE_OTHER);
    }

    private void tested(Context ctx) {
        Check check = find(checks, ctx);
        ctx.html(page(ctx, check.answers()).check(check).html());
    }

    static Check find(Checks checks, Context ctx) {
        return checks.find(ctx.pathParam("id")).orElseThrow(Wizard.Gone::new);
    }

    private void cancel(Context ctx) {
        Check check = find(checks, ctx);
        check.cancel();
        check.await(PATIENCE);
        show(ctx, check);
    }

    /** Puts right what one click can, and tests again. */
    private void repair(Context ctx) {
        Check check = find(checks, ctx);
        Service service = Optional.ofNullable(ctx.formParam("service"))
                .flatMap(Service::ofField)
                .orElseThrow(Wizard.Gone::new);
        Repair repair =
                check.diagnosis(service).flatMap(found -> found.repair()).orElseThrow(Wizard.Gone::new);
        Answers answers = check.answers();
        test(
                ctx,
                switch (repair.kind()) {
                    case ADDRESS -> answers.address(service, repair.value());
                    case SWAP -> answers.swapped();
                    case THIS_DEVICE -> answers.here();
                    case PULL -> answers;
                });
    }

    /** Takes one of the models that are there. */
    private void model(Context ctx) {
        Check check = find(checks, ctx);
        String model = Optional.ofNullable(ctx.formParam("model")).orElse("");
        test(ctx, check.answers().model(model));
    }
}
