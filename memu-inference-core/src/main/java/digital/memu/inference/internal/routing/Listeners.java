package digital.memu.inference.internal.routing;

import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.Route;
import digital.memu.inference.route.SafeText;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the program's own listeners; what a listener throws ends here. */
final class Listeners implements InferenceListener {

    private static final Logger LOG = LoggerFactory.getLogger("digital.memu.inference");

    private final List<InferenceListener> listeners;

    Listeners(List<InferenceListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void attemptEnded(String capability, Attempt attempt) {
        LOG.debug("{}: {}", capability, attempt);
        each(listener -> listener.attemptEnded(capability, attempt));
    }

    @Override
    public void requestEnded(String capability, Route route) {
        each(listener -> listener.requestEnded(capability, route));
    }

    @Override
    public void stateChanged(String backend, BackendState from, BackendState to, String reason) {
        if (reason.isEmpty()) {
            LOG.info("{}: {} (was {})", backend, to, from);
        } else {
            LOG.info("{}: {} (was {}): {}", backend, to, from, reason);
        }
        each(listener -> listener.stateChanged(backend, from, to, reason));
    }

    @Override
    public void breakerOpened(String backend, String capability, String reason) {
        LOG.info("{}: no more {} until a probe finds it well: {}", backend, capability, reason);
        each(listener -> listener.breakerOpened(backend, capability, reason));
    }

    @Override
    public void breakerClosed(String backend, String capability) {
        LOG.info("{}: {} again", backend, capability);
        each(listener -> listener.breakerClosed(backend, capability));
    }

    @Override
    public void rescued(String capability, String from, String to) {
        LOG.info("{}: {} took over from {} in mid-answer", capability, to, from);
        each(listener -> listener.rescued(capability, from, to));
    }

    @Override
    public void promptTruncated(String backend, String model) {
        LOG.warn(
                "{}: the prompt was longer than the context of {}, its oldest part was dropped. Ask for a larger"
                        + " contextLength, or send less.",
                backend,
                SafeText.of(model));
        each(listener -> listener.promptTruncated(backend, model));
    }

    @Override
    public void vectorsDisagree(String backend, String other, String model) {
        LOG.warn(
                "{} and {} make different vectors with {}: compare none of the one with any of the other. Bring both"
                        + " services to the same version.",
                backend,
                other,
                SafeText.of(model));
        each(listener -> listener.vectorsDisagree(backend, other, model));
    }

    private void each(Consumer<InferenceListener> tell) {
        for (InferenceListener listener : listeners) {
            try {
                tell.accept(listener);
            } catch (Throwable e) { // also what a listener in another language throws without declaring it
                LOG.warn("A listener failed: {}", listener.getClass().getName(), e);
            }
        }
    }
}
