package digital.memu.inference.example.cli;

import digital.memu.inference.example.console.Interrupts;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.LiveLine;
import digital.memu.inference.example.console.Plain;
import digital.memu.inference.example.console.Terminal;
import digital.memu.inference.example.console.Words;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.ollama.TransferProgress;

/** Tells how far a download is. */
interface PullProgress extends AutoCloseable {

    void step(TransferProgress progress);

    void done(String server, String model);

    /** It ended before that; why is told by whoever handles the failure. */
    void failed(InferenceException failure);

    @Override
    void close();

    /** For people: a line that is written over, or one for each tenth where it cannot be. */
    final class AsText implements PullProgress {

        private final Io io;
        private final LiveLine line;
        private String part = "";
        private int tenth;

        AsText(Io io, Servers.Server server) {
            this.io = io;
            this.line = new LiveLine(io.err(), Terminal.noteWidth());
            io.note("on " + server.name() + ":");
        }

        @Override
        public void step(TransferProgress progress) {
            boolean next = !part.equals(progress.status());
            int now = (int) (progress.fraction().orElse(0) * 10);
            if (!line.isLive()) {
                if (next || now > tenth) {
                    io.note(ProgressText.of(progress));
                }
            } else if (next) {
                line.begin();
                line.show(room -> ProgressText.of(progress, room));
            } else if (now == 10) {
                line.show(room -> ProgressText.of(progress, room));
            } else {
                line.showSometimes(room -> ProgressText.of(progress, room));
            }
            part = progress.status();
            tenth = now;
        }

        @Override
        public void done(String server, String model) {
            line.close();
            io.println(Plain.of(model) + " is on " + server + ".");
        }

        @Override
        public void failed(InferenceException failure) {
            line.close();
            if (Interrupts.happened()) {
                io.note("Cancelled. The server keeps what it has fetched.");
            }
        }

        @Override
        public void close() {
            line.close();
        }
    }

    /** For programs: an object a line, the last of which is {@code done} or {@code failed}. */
    final class AsJson implements PullProgress {

        private final Io io;

        AsJson(Io io) {
            this.io = io;
        }

        @Override
        public void step(TransferProgress progress) {
            io.jsonLine(new Fields()
                    .with("event", "progress")
                    .with("status", progress.status())
                    .with("digest", progress.digest())
                    .with("totalBytes", progress.totalBytes())
                    .with("completedBytes", progress.completedBytes())
                    .with("bytesPerSecond", progress.bytesPerSecond())
                    .with("remainingMillis", progress.remaining())
                    .map());
        }

        @Override
        public void done(String server, String model) {
            io.jsonLine(new Fields()
                    .with("event", "done")
                    .with("backend", server)
                    .with("model", model)
                    .map());
        }

        @Override
        public void failed(InferenceException failure) {
            if (!Interrupts.happened()) {
                io.jsonLine(new Fields()
                        .with("event", "failed")
                        .with("error", Words.of(failure))
                        .map());
            }
        }

        @Override
        public void close() {}
    }
}
