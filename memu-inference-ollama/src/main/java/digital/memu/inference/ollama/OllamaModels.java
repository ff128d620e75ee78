package digital.memu.inference.ollama;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.internal.http.BodyEnd;
import digital.memu.inference.internal.http.ExchangeRequest;
import digital.memu.inference.ollama.OllamaErrors.Asked;
import digital.memu.inference.ollama.internal.wire.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The models on one server as things to fetch, make, copy and delete.
 *
 * <p>Nobody is asked whether a change is wise: these are acts of the server's owner. <b>{@link #pull} and {@link #push}
 * make the server contact a registry, which is in the internet</b> unless the name says otherwise, whatever zones the
 * client allows; {@link #create} does so where the model that it starts from is missing on the server.
 *
 * <p>Transfers have no limit for the whole but {@code streamTotal}; between two of their steps the longer of {@code stall}
 * and {@code firstEvent} counts, since a server says nothing while it checks or converts a large model. Thread-safe.
 */
public final class OllamaModels {

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private final OllamaServer server;
    private final Supplier<CallContext> transfers;
    private final Supplier<CallContext> questions;
    private final boolean insecure;

    OllamaModels(
            OllamaServer server, Supplier<CallContext> transfers, Supplier<CallContext> questions, boolean insecure) {
        this.server = server;
        this.transfers = transfers;
        this.questions = questions;
        this.insecure = insecure;
    }

    /** The same with registries allowed, or not, that speak without TLS or with a certificate nobody vouches for. */
    public OllamaModels insecure(boolean allowed) {
        return new OllamaModels(server, transfers, questions, allowed);
    }

    /** Lets the server fetch a model from its registry, beginning where an earlier attempt ended. */
    public ModelTransfer pull(String model) {
        return registry("/api/pull", model);
    }

    /** Lets the server publish a model to the registry in its name, for which it must have an account there. */
    public ModelTransfer push(String model) {
        return registry("/api/push", model);
    }

    /**
     * Makes a model. Files are read once for their digest, sent if the server has not got them, and then turned into the
     * model; in place of one of the same name.
     */
    public ModelTransfer create(CreateRequest request) {
        OllamaCall call = new OllamaCall(server, transfers.get(), Asked.OTHER, request.model());
        return new ModelTransfer(new CreateSteps(call, request, server.guard()));
    }

    /**
     * Gives a model a further name.
     *
     * @throws digital.memu.inference.failure.ModelNotFoundException if the source is not installed
     * @throws digital.memu.inference.failure.InferenceException if it cannot be copied
     */
    public void copy(String source, String destination) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("source", source);
        body.put("destination", destination);
        change("POST", "/api/copy", source, body);
    }

    /**
     * Deletes a model; what other models share with it stays.
     *
     * @throws digital.memu.inference.failure.ModelNotFoundException if it is not installed
     * @throws digital.memu.inference.failure.InferenceException if it cannot be deleted
     */
    public void delete(String model) {
        change("DELETE", "/api/delete", model, Map.of("model", model));
    }

    /**
     * Whether the server has a file.
     *
     * @param digest {@code sha256:} and 64 hexadecimal digits
     * @throws IllegalArgumentException if it is no digest
     * @throws digital.memu.inference.failure.InferenceException if the server does not tell
     */
    public boolean blobExists(String digest) {
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("Not a digest: write sha256: and 64 lower-case hexadecimal digits");
        }
        try (OllamaCall call = new OllamaCall(server, questions.get(), Asked.OTHER, "")) {
            return call.exists(BlobSteps.head(digest));
        }
    }

    /**
     * Sends a file if the server has not got it, and returns its digest.
     *
     * @throws digital.memu.inference.failure.InferenceException if it cannot be read or sent, or changes meanwhile
     */
    public String uploadBlob(Path file) {
        OllamaCall call = new OllamaCall(server, transfers.get(), Asked.OTHER, "");
        BlobSteps steps = new BlobSteps(call, file);
        try (ModelTransfer transfer = new ModelTransfer(steps)) {
            transfer.await();
            return steps.digest();
        }
    }

    private ModelTransfer registry(String path, String model) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", model);
        if (insecure) {
            body.put("insecure", true);
        }
        OllamaCall call = new OllamaCall(server, transfers.get(), Asked.OTHER, model);
        return new ModelTransfer(new LineSteps(call, path, body, server.guard()));
    }

    private void change(String method, String path, String model, Map<String, Object> body) {
        try (OllamaCall call = new OllamaCall(server, questions.get(), Asked.OTHER, model)) {
            call.tell(ExchangeRequest.of(method, path, Json.bytes(body), BodyEnd.json()));
            server.guard().forget();
        }
    }

    /** The server only. */
    @Override
    public String toString() {
        return "OllamaModels[" + server.name() + "]";
    }
}
