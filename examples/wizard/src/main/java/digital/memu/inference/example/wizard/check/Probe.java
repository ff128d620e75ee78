package digital.memu.inference.example.wizard.check;

import digital.memu.inference.example.wizard.form.Service;
import digital.memu.inference.setup.Diagnosis;
import digital.memu.inference.setup.Step;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One service under test: how far it is, and what it came to. Thread-safe. */
public final class Probe {

    private final Service service;
    private final List<String> steps = new CopyOnWriteArrayList<>();
    private volatile @Nullable Diagnosis diagnosis;

    Probe(Service service) {
        this.service = service;
    }

    Probe now() {
        Probe copy = new Probe(service);
        copy.diagnosis = diagnosis;
        copy.steps.addAll(steps);
        return copy;
    }

    /** The service that should be there. */
    public Service service() {
        return service;
    }

    /** The steps that have begun, in words. */
    public List<String> steps() {
        return List.copyOf(steps);
    }

    /** What it came to; empty while it goes on, and where it was cancelled. */
    public Optional<Diagnosis> diagnosis() {
        return Optional.ofNullable(diagnosis);
    }

    void begins(Step step) {
        steps.add(step.text());
    }

    void cameTo(Diagnosis found) {
        diagnosis = found;
    }
}
