package digital.memu.inference.example.cli;

import digital.memu.inference.example.console.Durations;
import digital.memu.inference.example.console.Plain;
import digital.memu.inference.ollama.TransferProgress;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How far a download is, in as many signs as there are: what matters least is left out first. */
final class ProgressText {

    private static final int SHORTEST_BAR = 10;
    private static final int LONGEST_BAR = 40;
    private static final String GAP = "  ";

    private final String status;
    private final double fraction;
    private final String percent;
    private final String bytes;
    private final String speed;
    private final String left;

    private ProgressText(TransferProgress progress) {
        boolean known = progress.fraction().isPresent();
        this.status = Plain.of(progress.status());
        this.fraction = progress.fraction().orElse(0);
        this.percent = known ? (int) (fraction * 100) + " %" : "";
        this.bytes = known
                ? Plain.bytes(progress.completedBytes().orElse(0)) + " of "
                        + Plain.bytes(progress.totalBytes().orElse(0))
                : "";
        this.speed = progress.bytesPerSecond().isPresent()
                ? Plain.bytes((long) progress.bytesPerSecond().getAsDouble()) + "/s"
                : "";
        this.left = progress.remaining()
                .map(time -> Durations.words(time) + " left")
                .orElse("");
    }

    /** The whole of it, for a log. */
    static String of(TransferProgress progress) {
        return new ProgressText(progress).all();
    }

    /** What fits. */
    static String of(TransferProgress progress, int room) {
        return new ProgressText(progress).in(room);
    }

    private String all() {
        return line(status, percent, bytes, speed, left);
    }

    private String in(int room) {
        int bar = Math.min(LONGEST_BAR, room - all().length() - GAP.length());
        return bar >= SHORTEST_BAR && !percent.isEmpty()
                ? line(status, percent, bar(fraction, bar), bytes, speed, left)
                : firstThatFits(
                        room,
                        List.of(
                                all(),
                                line(percent, bytes, speed, left),
                                line(percent, speed, left),
                                line(percent, left),
                                percent));
    }

    private static String firstThatFits(int room, List<String> lines) {
        return lines.stream()
                .filter(line -> line.length() <= room && !line.isEmpty())
                .findFirst()
                .orElse(lines.get(0));
    }

    private static String line(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(GAP));
    }

    private static String bar(double fraction, int length) {
        int done = (int) (fraction * (length - 2));
        return "[" + "#".repeat(done) + "-".repeat(length - 2 - done) + "]";
    }
}
