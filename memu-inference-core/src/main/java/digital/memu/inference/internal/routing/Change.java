package digital.memu.inference.internal.routing;

import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.SafeText;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What became different for those who watch: the backend's state, or that of one of its models or capabilities. */
record Change(String backend, Health before, Health after, long now) {

    void tell(InferenceListener listener) {
        BackendState from = before.state(now);
        BackendState to = after.state(now);
        if (from != to) {
            listener.stateChanged(backend, from, to, to == after.reach() ? after.why() : "");
        }
        tellModels(listener, from, to);
        for (String capability : missing(before.tripped(), after.tripped())) {
            listener.breakerClosed(backend, capability);
        }
        for (String capability : missing(after.tripped(), before.tripped())) {
            Trouble trouble = after.tripped().get(capability);
            listener.breakerOpened(backend, capability, trouble == null ? "" : trouble.why());
        }
    }

    /** What holds for a model and is not said by what holds for all. */
    private void tellModels(InferenceListener listener, BackendState wholeFrom, BackendState wholeTo) {
        if (before.loading().equals(after.loading())
                && before.unusable().keySet().equals(after.unusable().keySet())) {
            return;
        }
        Set<String> models = new TreeSet<>(before.loading().keySet());
        models.addAll(after.loading().keySet());
        models.addAll(before.unusable().keySet());
        models.addAll(after.unusable().keySet());
        for (String model : models) {
            BackendState from = before.state(model, now);
            BackendState to = after.state(model, now);
            if (from != to && !(from == wholeFrom && to == wholeTo)) {
                Trouble trouble = after.unusable().get(model);
                // A caller's own word, which must not write a line of its own into a log.
                String shown = SafeText.of(model);
                listener.stateChanged(backend, from, to, trouble == null ? shown : shown + ": " + trouble.why());
            }
        }
    }

    private static Set<String> missing(Map<String, ?> from, Map<String, ?> in) {
        if (from.isEmpty()) {
            return Set.of();
        }
        Set<String> names = new TreeSet<>(from.keySet());
        names.removeAll(in.keySet());
        return names;
    }
}
