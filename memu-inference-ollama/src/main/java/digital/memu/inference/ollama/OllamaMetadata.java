package digital.memu.inference.ollama;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.ollama.OllamaErrors.Asked;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    void load(String model, OllamaOptions options) {
        try (OllamaCall call = call(model)) {
            refuseCloud(call);
            Map<String, Object> body = RequestFields.load(model, options);
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
