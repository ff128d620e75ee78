package digital.memu.inference.example.wizard;

import digital.memu.inference.example.wizard.check.Check;
import digital.memu.inference.example.wizard.check.Checks;
import digital.memu.inference.example.wizard.form.FormReader;
import digital.memu.inference.example.wizard.form.Service;
import digital.memu.inference.example.wizard.page.DownloadPage;
import digital.memu.inference.example.wizard.pull.Download;
import digital.memu.inference.example.wizard.pull.Downloads;
import digital.memu.inference.example.wizard.save.SettingsFile;
import digital.memu.inference.route.HostAddress;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Objects;

/** Downloads to a computer that a test has found Ollama on, when somebody asks for one. */
final class DownloadRoutes {

    private final SettingsFile file;
    private final Checks checks;
    private final Downloads downloads;

    DownloadRoutes(SettingsFile file, Checks checks, Downloads downloads) {
        this.file = file;
        this.checks = checks;
        this.downloads = downloads;
    }

    void add(RoutesConfig routes) {
        routes.post("/test/{id}/download", this::start);
        routes.get("/download/{id}", this::follow);
        routes.post("/download/{id}/cancel", this::cancel);
    }

    private void start(Context ctx) {
        Check check = SetupRoutes.find(checks, ctx);
        String model = Objects.requireNonNullElse(ctx.formParam("model"), "");
        boolean ollama = check.answers().elsewhere()
                && check.diagnosis(Service.OLLAMA)
                        .flatMap(found -> found.found())
                        .isPresent();
        if (!ollama || model.isEmpty() || !FormReader.isModel(model)) {
            throw new Wizard.Gone();
        }
        HostAddress address = HostAddress.parse(check.answers().ollama(), Service.OLLAMA.port());
        Download download =
                downloads.start(check.id(), address, model, file.settings().allowInternet());
        show(ctx, download);
    }

    private void follow(Context ctx) {
        ctx.html(
                DownloadPage.of(Wizard.words(ctx), find(ctx), Guard.session(ctx).token()));
    }

    private void cancel(Context ctx) {
        Download download = find(ctx);
        download.cancel();
        download.await(SetupRoutes.PATIENCE);
        show(ctx, download);
    }

    private Download find(Context ctx) {
        return downloads.find(ctx.pathParam("id")).orElseThrow(Wizard.Gone::new);
    }

    private static void show(Context ctx, Download download) {
        ctx.redirect("/download/" + download.id(), HttpStatus.SEE_OTHER);
    }
}
