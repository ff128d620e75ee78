package digital.memu.inference.ollama.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** What the server says about itself and its models. */
final class CatalogueEndpoints {

    private static final Instant MODIFIED = Instant.parse("2026-01-02T03:04:05.678901234Z");

    private final Machine machine;
    private final ServerVersion version;

    CatalogueEndpoints(Machine machine) {
        this.machine = machine;
        this.version = machine.settings().version();
    }

    void addTo(Endpoints endpoints) {
        endpoints.getOrHead(
                "/", exchange -> exchange.send(Reply.text(200, "text/plain; charset=utf-8", "Ollama is running")));
        endpoints.getOrHead(
                "/api/version", exchange -> exchange.send(Reply.ok(Json.object().put("version", version.text()))));
        if (version.hasStatus()) {
            endpoints.get("/api/status", exchange -> exchange.send(Reply.ok(status())));
        }
        endpoints.getOrHead("/api/tags", exchange -> exchange.send(Reply.ok(tags())));
        endpoints.get("/api/ps", exchange -> exchange.send(Reply.ok(ps())));
        endpoints.post("/api/show", new ShowEndpoint(machine)::handle);
    }

    private static JsonNode status() {
        ObjectNode status = Json.object();
        status.putObject("cloud").put("disabled", false).put("source", "none");
        return status;
    }

    private JsonNode tags() {
        ObjectNode answer = Json.object();
        ArrayNode models = answer.putArray("models");
        for (SimulatedModel model : machine.catalogue().all()) {
            ObjectNode entry = models.addObject();
            entry.put("name", model.name()).put("model", model.name());
            model.remoteHost().ifPresent(host -> {
                entry.put("remote_model", model.fullName().model());
                entry.put("remote_host", host);
            });
            entry.put("modified_at", modified(models.size()));
            entry.put("size", model.size()).put("digest", model.digest());
            ObjectNode details = entry.putObject("details");
            details(details, model);
            if (version.usesLlamaServer()) {
                if (model.can("completion")) {
                    details.put("context_length", model.contextLength());
                    details.put("embedding_length", model.embeddingLength());
                }
                ArrayNode capabilities = entry.putArray("capabilities");
                model.capabilities().forEach(capabilities::add);
            }
        }
        return answer;
    }

    private JsonNode ps() {
        ObjectNode answer = Json.object();
        ArrayNode models = answer.putArray("models");
        for (Runners.Running running : machine.runners().running()) {
            SimulatedModel model = running.model();
            ObjectNode entry = models.addObject();
            entry.put("name", model.name()).put("model", model.name());
            entry.put("size", model.size()).put("digest", model.digest());
            details(entry.putObject("details"), model);
            entry.put("expires_at", local(running.expires()));
            entry.put("size_vram", model.sizeVram());
            if (version.tellsContextLength()) {
                entry.put("context_length", running.options().contextLength());
            }
        }
        return answer;
    }

    static void details(ObjectNode details, SimulatedModel model) {
        details.put("parent_model", "").put("format", "gguf").put("family", model.family());
        details.putArray("families").add(model.family());
        details.put("parameter_size", model.parameterSize()).put("quantization_level", "Q4_K_M");
    }

    /** The models are as old as they come late in the list: it is sorted, the newest first. */
    static String modified(int place) {
        return local(MODIFIED.minusSeconds(60L * place));
    }

    private static String local(Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(ZoneId.systemDefault()));
    }
}
