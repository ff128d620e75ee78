package digital.memu.inference.backend;

import java.util.function.Function;

/**
 * Finds a backend for one call, and another when it fails.
 *
 * @param <T> the capability that is called
 */
public interface Dispatcher<T> {

    /**
     * Sends one call to the best backend, and to the next while evidence speaks against the backend and not against the
     * call.
     *
     * @param call may run more than once, each time on another backend
     * @throws digital.memu.inference.failure.InferenceException if no backend could serve it, or the call itself is at
     *     fault
     */
    <R> R call(Function<? super T, ? extends R> call);
}
