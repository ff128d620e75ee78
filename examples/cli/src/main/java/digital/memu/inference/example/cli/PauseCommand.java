package digital.memu.inference.example.cli;

import digital.memu.inference.example.console.DurationConverter;
import digital.memu.inference.example.console.ExitCode;
import digital.memu.inference.example.console.Io;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Leaves a server alone for a while. */
@Command(
        name = "pause",
        description = {
            "Leave a server alone for a while: \"I am gaming\". What runs there goes on.",
            "",
            "Only later calls of this command line honour it: it is kept in a small file, pauses.json in"
                    + " $XDG_STATE_HOME/memu-inference or ~/.local/state/memu-inference. Programs that use the library have"
                    + " pauses of their own."
        })
final class PauseCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Io io;

    @Mixin
    private final Format format = new Format();

    @Parameters(paramLabel = "NAME", description = "The server, by the name that 'memu explain' shows.")
    private String name = "";

    @Parameters(
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Such as 90m, 2h or 1d12h; a year at most. 0 ends the pause.")
    private Duration duration = Duration.ZERO;

    PauseCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() {
        Pauses pauses = Pauses.ofUser();
        boolean forgotten = duration.isZero() && pauses.inForce(io).containsKey(name);
        if (!forgotten) {
            try (Session session = Session.open(io)) {
                session.known(name);
            }
        }
        if (duration.isZero()) {
            pauses.end(name);
            tell(new Fields().with("backend", name).with("paused", false), name + " is no longer paused.");
        } else {
            Instant until = Instant.now().plus(duration).truncatedTo(ChronoUnit.SECONDS);
            pauses.begin(name, until);
            tell(
                    new Fields().with("backend", name).with("paused", true).with("pausedUntil", until.toString()),
                    name + " is paused until " + TIME.format(until.atZone(ZoneId.systemDefault())) + ".");
        }
        return ExitCode.FINE;
    }

    private void tell(Fields json, String text) {
        if (format.json) {
            io.document(json.map());
        } else {
            io.println(text);
        }
    }
}
