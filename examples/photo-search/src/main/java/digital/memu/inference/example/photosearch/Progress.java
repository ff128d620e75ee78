package digital.memu.inference.example.photosearch;

import digital.memu.inference.example.console.Durations;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.LiveLine;
import digital.memu.inference.example.console.Plain;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells how far the work is: a line that is written over, or one for each tenth where that cannot be. For one thread.
 */
final class Progress implements AutoCloseable {

    private static final int SHORTEST_BAR = 10;
    private static final int LONGEST_BAR = 30;
    private static final String GAP = "  ";

    private final Io io;
    private final LiveLine line;
    private final int total;
    private int done;
    private int tenth;
    private String server = "";
    private boolean waiting;
    private long active;
    private long lastLook = System.nanoTime();

    Progress(Io io, LiveLine line, int total) {
        this.io = io;
        this.line = line;
        this.total = total;
    }

    /** Time has passed, and nothing else. */
    void tick(Optional<String> waitingFor) {
        look();
        if (waitingFor.isPresent() && !waiting) {
            note("No server answers (" + waitingFor.get()
                    + "). Waiting for one; Ctrl-C ends it, and the same command goes" + " on there.");
        } else if (waitingFor.isEmpty() && waiting) {
            note("A server answers again: going on.");
        }
        waiting = waitingFor.isPresent();
        if (line.isLive() && !waiting) {
            line.showSometimes(this::text);
        }
    }

    /** A further file is done; {@code by} is the server that looked at it, empty where none did. */
    void done(String by) {
        look();
        done++;
        if (!by.isEmpty() && !by.equals(server)) {
            if (!server.isEmpty()) {
                note(Plain.of(server) + " gives way to " + Plain.of(by) + ".");
            }
            server = by;
        }
        int now = (int) (10L * done / total);
        if (line.isLive()) {
            line.showSometimes(this::text);
        } else if (now > tenth) {
            io.note(text(Integer.MAX_VALUE));
        }
        tenth = now;
    }

    private void note(String text) {
        line.clear();
        io.note(text);
    }

    /** While nobody is there nothing can be said about the pace. */
    private void look() {
        long now = System.nanoTime();
        active += waiting ? 0 : now - lastLook;
        lastLook = now;
    }

    /** What fits into so many signs: what matters least is left out first. */
    String text(int room) {
        double seconds = active / 1e9;
        double rate = seconds > 0 ? done / seconds : 0;
        String count = done + " of " + total;
        String pace = done == 0 ? "" : String.format(Locale.ROOT, rate < 9.95 ? "%.1f/s" : "%.0f/s", rate);
        String left = done == 0 || done == total
                ? ""
                : Durations.words(Duration.ofSeconds((long) Math.ceil((total - done) / rate))) + " left";
        String on = server.isEmpty() ? "" : "on " + Plain.of(server);
        String all = joined(count, pace, left, on);
        int bar = Math.min(LONGEST_BAR, room - all.length() - GAP.length());
        if (bar >= SHORTEST_BAR && line.isLive()) {
            return joined(bar(bar), all);
        }
        return Stream.of(all, joined(count, pace, left), joined(count, left), count)
                .filter(text -> text.length() <= room)
                .findFirst()
                .orElse(count);
    }

    private String bar(int length) {
        int full = (int) ((long) done * (length - 2) / total);
        return "[" + "#".repeat(full) + "-".repeat(length - 2 - full) + "]";
    }

    private static String joined(String... parts) {
        return List.of(parts).stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(GAP));
    }

    @Override
    public void close() {
        line.clear();
    }
}
