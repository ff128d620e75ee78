package digital.memu.inference.example.cli;

import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.LiveLine;
import digital.memu.inference.example.console.Plain;
import digital.memu.inference.example.console.Terminal;
import digital.memu.inference.setup.Step;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;

/** Shows the steps of tests as they begin: in one line where it can be written over. Thread-safe. */
final class TestSteps implements AutoCloseable {

    private final Io io;
    private final boolean shown;
    private final boolean several;
    private final LiveLine line;
    private final ReentrantLock lock = new ReentrantLock();

    TestSteps(Io io, boolean shown, boolean several) {
        this.io = io;
        this.shown = shown;
        this.several = several;
        this.line = new LiveLine(io.err(), shown ? Terminal.noteWidth() : OptionalInt.empty());
    }

    void begins(Step step) {
        if (!shown) {
            return;
        }
        String words = Plain.of((several ? step.address() + ": " : "") + step.text()) + " ...";
        lock.lock();
        try {
            if (line.isLive()) {
                line.show(room -> words);
            } else {
                io.note(words);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        line.clear();
    }
}
