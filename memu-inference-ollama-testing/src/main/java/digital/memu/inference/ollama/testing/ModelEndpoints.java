package digital.memu.inference.ollama.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Fetching, publishing, making, copying and deleting models, and the files that they are made of. */
final class ModelEndpoints {

    /** What follows it is the digest. */
    static final String BLOBS = "/api/blobs/";

    private static final int STEPS = 10;
    private static final Pattern DIGEST = Pattern.compile("sha256[:-][0-9a-fA-F]{64}");
    private static final Decoder PULL = new Decoder(
            "PullRequest", Map.of("model", "string", "name", "string", "insecure", "bool", "stream", "bool"));
    private static final Decoder CREATE = new Decoder(
            "CreateRequest", Map.of("model", "string", "from", "string", "system", "string", "stream", "bool"));
    private static final Decoder COPY = new Decoder("CopyRequest", Map.of("source", "string", "destination", "string"));
    private static final Decoder DELETE = new Decoder("DeleteRequest", Map.of("model", "string", "name", "string"));

    private final Machine machine;

    ModelEndpoints(Machine machine) {
        this.machine = machine;
    }

    void addTo(Endpoints endpoints) {
        endpoints.post("/api/pull", this::pull);
        endpoints.post("/api/push", this::push);
        endpoints.post("/api/create", this::create);
        endpoints.post("/api/copy", this::copy);
        endpoints.delete("/api/delete", this::delete);
        endpoints.head(BLOBS, this::head);
        endpoints.post(BLOBS, this::receive);
    }

    private void pull(Exchange exchange) throws IOException, Refusal {
        JsonNode request = PULL.decode(exchange.request());
        ModelName name = name(request);
        Progress progress = new Progress(exchange, request);
        progress.say("pulling manifest");
        Optional<SimulatedModel> offered = machine.store().offered(name);
        if (text(request).startsWith("http://") && !request.path("insecure").asBoolean()) {
            progress.fail("insecure protocol http");
            return;
        }
        if (offered.isEmpty()) {
            progress.fail("pull model manifest: file does not exist");
            return;
        }
        for (Store.Layer layer : Store.layers(offered.get())) {
            fetch(exchange, progress, layer);
        }
        progress.say("verifying sha256 digest");
        progress.say("writing manifest");
        machine.catalogue().add(offered.get());
        progress.succeed();
    }

    /** What is here already stays here when the client hangs up. */
    private void fetch(Exchange exchange, Progress progress, Store.Layer layer) throws IOException {
        Store store = machine.store();
        String words = "pulling " + layer.digest().substring(7, 19);
        progress.say(words, layer, store.has(layer.digest()));
        for (int step = 1; step <= STEPS; step++) {
            long bytes = layer.size() * step / STEPS;
            if (bytes > store.has(layer.digest())) {
                exchange.life().pause(machine.settings().tokenDelay());
                store.put(layer.digest(), bytes);
                progress.say(words, layer, bytes);
            }
        }
    }

    private void push(Exchange exchange) throws IOException, Refusal {
        JsonNode request = PULL.decode(exchange.request());
        ModelName name = name(request);
        Progress progress = new Progress(exchange, request);
        progress.say("retrieving manifest");
        Optional<SimulatedModel> model = machine.catalogue().find(name.full());
        if (model.isEmpty()) {
            progress.fail("file does not exist");
            return;
        }
        for (Store.Layer layer : Store.layers(model.get())) {
            for (int step = 0; step <= STEPS; step++) {
                exchange.life().pause(machine.settings().tokenDelay());
                progress.say("pushing " + layer.digest().substring(7, 19), layer, layer.size() * step / STEPS);
            }
        }
        machine.store().offer(model.get());
        progress.say("pushing manifest");
        progress.succeed();
    }

    private void create(Exchange exchange) throws IOException, Refusal {
        JsonNode request = CREATE.decode(exchange.request());
        ModelName name = name(request);
        String from = request.path("from").asText();
        JsonNode files = request.path("files");
        if (from.isEmpty() && files.isEmpty()) {
            throw new Refusal(Reply.streamError(400, "neither 'from' or 'files' was specified"));
        }
        Progress progress = new Progress(exchange, request);
        SimulatedModel made;
        if (files.isEmpty()) {
            Optional<SimulatedModel> source = machine.catalogue().find(from);
            if (source.isEmpty()) {
                progress.say("pulling manifest");
                progress.fail("pull model manifest: file does not exist");
                return;
            }
            made = source.get().named(name);
        } else {
            long size = 0;
            for (Map.Entry<String, JsonNode> file : files.properties()) {
                String digest = file.getValue().asText();
                if (!machine.store().knows(digest)) {
                    throw new Refusal(Reply.streamError(400, "blob " + digest + " does not exist"));
                }
                size += machine.store().has(digest);
            }
            made = SimulatedModel.named(name.full()).size(size).build();
            progress.say("parsing GGUF");
        }
        for (Store.Layer layer : Store.layers(made)) {
            progress.say("using existing layer " + layer.digest());
        }
        progress.say("writing manifest");
        machine.catalogue().add(made);
        progress.succeed();
    }

    private void copy(Exchange exchange) throws IOException, Refusal {
        JsonNode request = COPY.decode(exchange.request());
        String source = request.path("source").asText();
        String destination = request.path("destination").asText();
        ModelName from =
                ModelName.parse(source).orElseThrow(() -> new Refusal(400, "source \"" + source + "\" is invalid"));
        ModelName to = ModelName.parse(destination)
                .orElseThrow(() -> new Refusal(400, "destination \"" + destination + "\" is invalid"));
        SimulatedModel model = machine.catalogue()
                .find(from.full())
                .orElseThrow(() -> new Refusal(404, "model \"" + source + "\" not found"));
        machine.catalogue().add(model.named(to));
        exchange.send(Reply.empty(200));
    }

    private void delete(Exchange exchange) throws IOException, Refusal {
        JsonNode request = DELETE.decode(exchange.request());
        String text = text(request);
        ModelName name = ModelName.parse(text).orElseThrow(() -> new Refusal(400, "name \"" + text + "\" is invalid"));
        if (machine.catalogue().find(name.full()).isEmpty()) {
            throw new Refusal(404, "model '" + text + "' not found");
        }
        machine.catalogue().remove(name.full());
        exchange.send(Reply.empty(200));
    }

    private void head(Exchange exchange) throws IOException, Refusal {
        String digest = digest(exchange);
        exchange.send(
                machine.store().knows(digest) ? Reply.empty(200) : Reply.error(404, "blob " + digest + " not found"));
    }

    private void receive(Exchange exchange) throws IOException, Refusal {
        String digest = digest(exchange);
        if (machine.store().knows(digest)) {
            exchange.send(Reply.empty(200));
            return;
        }
        byte[] bytes = exchange.request().bytes();
        String actual = "sha256:" + HexFormat.of().formatHex(sha256(bytes));
        if (!actual.equals(digest)) {
            throw new Refusal(400, "digest mismatch, expected \"" + digest + "\", got \"" + actual + "\"");
        }
        machine.store().put(digest, bytes.length);
        exchange.send(Reply.empty(201));
    }

    private static String digest(Exchange exchange) throws Refusal {
        String digest = exchange.request().path().substring(BLOBS.length());
        if (!DIGEST.matcher(digest).matches()) {
            throw new Refusal(400, "invalid digest format");
        }
        return digest;
    }

    private static ModelName name(JsonNode request) throws Refusal {
        return ModelName.parse(text(request)).orElseThrow(() -> new Refusal(400, "invalid model name"));
    }

    private static String text(JsonNode request) {
        return request.path("model").asText(request.path("name").asText());
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells how far it is, line by line or only the end of it. */
    private static final class Progress {
        private final Exchange exchange;
        private final boolean streams;

        Progress(Exchange exchange, JsonNode request) {
            this.exchange = exchange;
            this.streams = request.path("stream").asBoolean(true);
            if (streams) {
                exchange.streamLines();
            }
        }

        void say(String status) throws IOException {
            say(Json.object().put("status", status));
        }

        void say(String status, Store.Layer layer, long completed) throws IOException {
            ObjectNode line = Json.object().put("status", status).put("digest", layer.digest());
            line.put("total", layer.size());
            if (completed > 0) {
                line.put("completed", completed);
            }
            say(line);
        }

        private void say(ObjectNode line) throws IOException {
            if (streams) {
                exchange.line(Json.bytes(line));
            } else {
                exchange.countEvent();
            }
        }

        void succeed() throws IOException {
            ObjectNode success = Json.object().put("status", "success");
            if (streams) {
                say(success);
                exchange.endStream();
            } else {
                exchange.send(Reply.ok(success));
            }
        }

        void fail(String words) throws IOException {
            if (streams) {
                exchange.line(Json.bytes(Reply.errorBody(words)));
                exchange.endStream();
            } else {
                exchange.send(Reply.of(500, "application/json", Json.bytes(Reply.errorBody(words))));
            }
        }
    }
}
