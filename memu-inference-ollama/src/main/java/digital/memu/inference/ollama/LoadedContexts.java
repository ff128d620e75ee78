package digital.memu.inference.ollama;

import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How much a model sees at once, as its server has loaded it ({@code /api/ps}, told from 0.10 on).
 *
 * <p>What the server said, or did not say, is good for five minutes; another context that is asked for is another load.
 * Thread-safe.
 */
final class LoadedContexts {

    private final Findings<OptionalInt> findings = new Findings<>(Duration.ofMinutes(5), 256);

    /**
     * The context of the call's model; empty where that is not to be known.
     *
     * @param asked what the request asked for
     */
    OptionalInt of(OllamaCall call, OptionalInt asked) {
        String key = call.model() + " " + asked;
        long now = call.context().time().nanoTime();
        OptionalInt known = findings.recent(key, now);
        if (known != null) {
            return known;
        }
        OptionalInt tokens = ask(call);
        findings.learn(key, tokens, now);
        return tokens;
    }

    /** The answer is complete but for this: whatever goes wrong here must not take it away. */
    private static OptionalInt ask(OllamaCall call) {
        try {
            return call.askSoon(OllamaCall.get("/api/ps")).objects("models").stream()
                    .map(LoadedModel::new)
                    .filter(model -> ModelName.same(model.name(), call.model()))
                    .findFirst()
                    .map(LoadedModel::contextLength)
                    .orElse(OptionalInt.empty());
        } catch (InferenceCancelledException e) {
            throw e;
        } catch (InferenceException e) {
            return OptionalInt.empty();
        }
    }
}
