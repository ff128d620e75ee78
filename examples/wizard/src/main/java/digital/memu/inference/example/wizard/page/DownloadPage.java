package digital.memu.inference.example.wizard.page;

import digital.memu.inference.example.wizard.pull.Download;
import digital.memu.inference.example.wizard.pull.Progress;
import digital.memu.inference.setup.Severity;
import java.util.ArrayList;
import java.util.List;

/** A model on its way to another computer. */
public final class DownloadPage {

    private DownloadPage() {}

    /** As text; it follows the download where there is a script. */
    public static String of(Words words, Download download, String token) {
        boolean running = download.state() == Download.State.RUNNING;
        Progress.Snapshot now = download.progress().now();
        Html result = Html.of("section").with("tabindex", "-1").with("aria-label", words.get("download.progress"));
        String test = "/test/" + download.checkId();
        List<Html> buttons = new ArrayList<>();
        if (running) {
            result.with("data-refresh", "yes");
            result.add(bar(words, now), Html.of("p", amount(words, now)));
            buttons.add(ResultView.act(words.get("download.cancel"), "/download/" + download.id() + "/cancel"));
        } else {
            buttons.add(ResultView.act(words.get("download.again"), test + "/model")
                    .with("name", "model")
                    .with("value", download.model()));
        }
        buttons.add(Layout.link(test, words.get("download.back")));
        result.add(Html.of("p", buttons).with("class", "buttons"));
        return Layout.page(
                words,
                words.get("download.title", download.model()),
                Html.of("form", Layout.hidden("token", token), Layout.hidden("live", ""))
                        .with("method", "post")
                        .with("id", "act"),
                Html.of("p", words.get("download.note")).with("class", "hint"),
                Html.of("p", status(words, download, now)).with("id", "status").with("role", "status"),
                Html.of("div", result).with("id", "result"));
    }

    /** In steps of ten per cent: whoever listens would not hear the end of it. */
    private static List<Object> status(Words words, Download download, Progress.Snapshot now) {
        Download.State state = download.state();
        if (state == Download.State.RUNNING) {
            return List.of(
                    now.total() == 0
                            ? words.get("download.starting")
                            : words.get("download.running", now.percent() / 10 * 10));
        }
        Severity severity = switch (state) {
            case DONE -> Severity.FINE;
            case CANCELLED -> Severity.WARNING;
            default -> Severity.FAILURE;
        };
        return List.of(Signs.html(words, severity), words.get("download." + state));
    }

    private static Html bar(Words words, Progress.Snapshot now) {
        Html bar = Html.of("progress").with("max", "100").with("aria-label", words.get("download.progress"));
        return now.total() == 0 ? bar : bar.with("value", String.valueOf(now.percent()));
    }

    private static String amount(Words words, Progress.Snapshot now) {
        if (now.total() == 0) {
            return "";
        }
        String amount = now.percent() + " % · "
                + words.get("download.amount", Sizes.of(words, now.done()), Sizes.of(words, now.total()));
        return now.remaining()
                .map(left -> amount + " · "
                        + (left.toSeconds() < 60
                                ? words.get("download.remaining.seconds")
                                : words.get("download.remaining.minutes", left.toMinutes() + 1)))
                .orElse(amount);
    }
}
