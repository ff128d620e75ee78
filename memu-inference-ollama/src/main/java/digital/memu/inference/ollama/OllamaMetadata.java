package digital.memu.inference.ollama;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Warmth;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.ollama.OllamaErrors.Asked;
import digital.memu.inference.ollama.internal.wire.ServerError;
import digital.memu.inference.route.Zone;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a server tells about itself and its models, and the loading of them; no prompt is sent here. */
record OllamaMetadata(OllamaServer server, CallContext context) {

    /** Fields that are long and that nothing here reads. */
    private static final Set<String> BULK = Set.of("tensors", "modelfile", "license", "projector_info");

    OllamaVersion version() {
        try (OllamaCall call = call("")) {
            Fields answer = call.ask(OllamaCall.get("/api/version"), Set.of());
            String version = answer.text("version");
            if (version.isEmpty()) {
                throw WrongService.answered(call.url(), String.valueOf(answer.map()));
            }
            server.age().saw(version);
            return OllamaVersion.parse(version);
        }
    }

    ServerStatus status() {
        try (OllamaCall call = call("")) {
            return new ServerStatus(
                    call.askIfKnown(OllamaCall.get("/api/status")).orElse(new Fields(Map.of())));
        }
    }

    List<InstalledModel> tags() {
        try (OllamaCall call = call("")) {
            Fields answer = call.ask(OllamaCall.get("/api/tags"), Set.of());
            return answer.objects("models").stream().map(InstalledModel::new).toList();
        }
    }

    List<LoadedModel> ps() {
        try (OllamaCall call = call("")) {
            Fields answer = call.ask(OllamaCall.get("/api/ps"), Set.of());
            return answer.objects("models").stream().map(LoadedModel::new).toList();
        }
    }

    ShownModel show(String model) {
        try (OllamaCall call = call(model)) {
            refuseCloud(call);
            return new ShownModel(call.ask(OllamaCall.post("/api/show", Map.of("model", model)), BULK));
        }
    }

    /** Whether the model is in memory; a model that runs elsewhere is in nobody's here. */
    Warmth warmth(String model) {
        if (ModelName.isCloud(model) || server.guard().isRemote(model)) {
            return Warmth.UNKNOWN;
        }
        boolean loaded = ps().stream().anyMatch(running -> ModelName.same(running.name(), model));
        return loaded ? Warmth.WARM : Warmth.COLD;
    }

    boolean continues(String model, ChatRequest request) {
        try (OllamaCall call = new OllamaCall(server, context, Asked.CHAT, model)) {
            server.guard().check(call);
            return server.continuing().isProved(call, request);
        }
    }

    /** Whether the server is what it should be, and has the model if one is named. */
    void verify(@Nullable String model) {
        version();
        List<InstalledModel> installed = tags();
        boolean elsewhere = model != null
                && context.zones().contains(Zone.INTERNET)
                && (ModelName.isCloud(model) || server.guard().isRemote(model));
        if (model != null && !elsewhere && installed.stream().noneMatch(there -> ModelName.same(there.name(), model))) {
            throw OllamaErrors.grade(
                    server.transport().url(),
                    Asked.OTHER,
                    model,
                    ServerError.within(404, "model '" + model + "' not found"));
        }
    }

    void load(String model, OllamaOptions options) {
        load(model, RequestFields.load(model, options));
    }

    /** Not of a model that runs elsewhere: whoever is asked to load it asks in the internet. */
    void load(String model, ChatRequest request) {
        Map<String, Object> body = RequestFields.chat(request);
        body.put("model", model);
        body.remove("truncate");
        // To unload at once after the answer; as a request of its own it would load nothing.
        body.remove("keep_alive", KeepAlive.unloadNow().seconds());
        try (OllamaCall call = call(model)) {
            server.guard().check(call);
        }
        load(model, body);
    }

    private void load(String model, Map<String, Object> body) {
        try (OllamaCall call = call(model)) {
            refuseCloud(call);
            try {
                call.await(OllamaCall.post("/api/generate", body));
            } catch (ModelNotFoundException e) {
                if (!e.serverMessage().contains("does not support generate")) {
                    throw e;
                }
                // A model that makes vectors only is loaded by asking for none.
                body.remove("shift");
                body.put("input", List.of());
                call.await(OllamaCall.post("/api/embed", body));
            }
        }
    }

    void unload(String model) {
        try (OllamaCall call = call(model)) {
            refuseCloud(call);
            KeepAlive now = KeepAlive.unloadNow();
            call.await(OllamaCall.post("/api/generate", Map.of("model", model, "keep_alive", now.seconds())));
        }
    }

    private OllamaCall call(String model) {
        return new OllamaCall(server, context, Asked.OTHER, model);
    }

    /** Even a question about a cloud model makes the server ask in the internet. */
    private static void refuseCloud(OllamaCall call) {
        if (!call.mayLeaveTheHouse() && ModelName.isCloud(call.model())) {
            throw call.forbidden("this is a cloud model");
        }
    }
}
