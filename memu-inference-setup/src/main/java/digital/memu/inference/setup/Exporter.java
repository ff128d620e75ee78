package digital.memu.inference.setup;

import digital.memu.inference.backend.Visit;
import digital.memu.inference.route.HostAddress;
import java.util.List;
import java.util.Optional;

/**
 * Reads the names of graphics cards from an exporter of metrics that the owner named: nvidia_gpu_exporter,
 * windows_exporter, dcgm-exporter. Always at {@code /metrics}.
 */
final class Exporter {

    private static final String PATH = "/metrics";
    private static final int LARGEST = 4 * 1024 * 1024;

    private final Run run;
    private final Ways ways;

    Exporter(Run run, Ways ways) {
        this.run = run;
        this.ways = ways;
    }

    /** Where an exporter is, with or without its path. */
    static HostAddress at(String text) {
        HostAddress typed = HostAddress.parse(text, 9835);
        String path = typed.path();
        String url = typed.toString();
        return path.endsWith(PATH) ? HostAddress.parse(url.substring(0, url.length() - PATH.length())) : typed;
    }

    /** The cards that it names; empty where it does not answer. */
    Optional<List<String>> cards(HostAddress exporter) {
        Optional<Visit.Answer> answer = new Visitor(run, ways.elsewhere(exporter)).tryGet(PATH, LARGEST);
        if (answer.isEmpty()) {
            run.note("exporter", "no answer");
            return Optional.empty();
        }
        if (answer.get().status() != 200) {
            run.note("exporter", "status " + answer.get().status());
            return Optional.empty();
        }
        List<String> cards = new Metrics().read(answer.get().text()).cards();
        run.note("exporter", cards.size() + " cards");
        return Optional.of(cards);
    }
}
