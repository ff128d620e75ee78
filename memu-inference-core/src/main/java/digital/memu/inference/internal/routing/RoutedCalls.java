package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Capability;
import digital.memu.inference.backend.Dispatcher;
import java.util.Optional;
import java.util.function.Function;

/** Sends single calls of a third party's capability through the engine. */
record RoutedCalls<T>(Engine engine, Capability<T> capability) implements Dispatcher<T> {

    @Override
    public <R> R call(Function<? super T, ? extends R> call) {
        return engine.dispatch(
                        capability,
                        null,
                        false,
                        Optional.of(engine.policy().timeouts().total()))
                .run(call);
    }
}
