package digital.memu.inference.example.cli;

import digital.memu.inference.RouterStatus;
import digital.memu.inference.example.console.ExitCode;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.Plain;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is known of every server, after all of them were asked once. */
@Command(
        name = "status",
        description = {
            "Ask every server once whether it lives, and tell what is known of each. Loads no model.",
            "",
            "It is well, as the exit code says, when somebody would answer: questions where a setting names Ollama, photos"
                    + " where one names Immich ML, either of them where none names any."
        })
final class StatusCommand implements Callable<Integer> {

    private final Io io;

    @Mixin
    private final Format format = new Format();

    StatusCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() {
        try (Session session = Session.open(io)) {
            session.look();
            RouterStatus status = session.router().status();
            if (format.json) {
                io.document(status.toMap());
            } else {
                io.println(Plain.lines(status.toText()));
            }
            return Half.anyLacks(session.settings(), session.router()) ? ExitCode.FAILED : ExitCode.FINE;
        }
    }
}
