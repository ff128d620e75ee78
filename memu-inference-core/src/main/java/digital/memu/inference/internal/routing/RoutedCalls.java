package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Capability;
import digital.memu.inference.backend.Dispatcher;
import java.util.function.Function;

/** Sends single calls of a third party's capability through the engine. */
record RoutedCalls<T>(Engine engine, Terms terms, Capability<T> capability) implements Dispatcher<T> {

    @Override
    public <R> R call(Function<? super T, ? extends R> call) {
        return engine.dispatch(terms, capability, null, false, terms.total()).run(trial -> call.apply(trial.target()));
    }
}
