package digital.memu.inference.ollama;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Sees to it that no prompt leaves the house through a server in it: some models are only names for others, in the
 * internet.
 *
 * <p>A name that says so itself is refused without a packet. Any other name may lead there too, which only the server
 * knows: it is asked ({@code /api/show}) before the first prompt for a model, and again after five minutes or
 * when the model was missing in between. A model that turns into such a name without having been missed is found out by
 * its first answer, which is not shown. Thread-safe.
 */
final class RemoteGuard {

    /** What an answer about a model says that nobody needs here, and that makes it large. */
    private static final Set<String> BULK =
            Set.of("tensors", "modelfile", "license", "messages", "projector_info", "model_info", "template");

    private final Findings<Boolean> findings = new Findings<>(Duration.ofMinutes(5), 256);

    /**
     * Lets a request for the call's model pass, or not.
     *
     * @throws digital.memu.inference.failure.InferenceException if the model runs elsewhere and may not, or the server
     *     could not be asked
     */
    void check(OllamaCall call) {
        if (call.mayLeaveTheHouse()) {
            return;
        }
        String model = call.model();
        if (ModelName.isCloud(model)) {
            throw call.forbidden("this is a cloud model");
        }
        long now = call.context().time().nanoTime();
        Boolean known = findings.recent(model, now);
        boolean remote = known == null ? ask(call) : known;
        if (remote) {
            throw call.forbidden("this model runs on another machine");
        }
    }

    private boolean ask(OllamaCall call) {
        Fields shown = call.ask(OllamaCall.post("/api/show", Map.of("model", call.model())), BULK);
        boolean remote = shown.map().get("remote_host") != null || shown.map().get("remote_model") != null;
        learn(call.model(), remote, call.context().time().nanoTime());
        return remote;
    }

    /** Remembers where a model runs. */
    void learn(String model, boolean remote, long now) {
        findings.learn(model, remote, now);
    }

    /** Forgets where a model runs, because it has changed. */
    void forget(String model) {
        findings.forget(model);
    }

    /** Models were changed: what was known of them may be wrong. */
    void forget() {
        findings.forget();
    }

    /** Whether the model is known to run elsewhere. */
    boolean isRemote(String model) {
        return Boolean.TRUE.equals(findings.latest(model));
    }

    int known() {
        return findings.size();
    }
}
