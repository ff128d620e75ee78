package digital.memu.inference.example.wizard.check;

import java.util.List;

/** What one thread does of a test, how to end it early, and what to do in the end. */
record Work(List<Probe> probes, Runnable body, Runnable onCancel, Runnable onEnd) implements AutoCloseable {

    void cancel() {
        onCancel.run();
    }

    @Override
    public void close() {
        onEnd.run();
    }
}
