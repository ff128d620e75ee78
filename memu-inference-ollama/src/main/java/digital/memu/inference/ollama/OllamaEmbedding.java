package digital.memu.inference.ollama;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.embedding.EmbeddingModel;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.embedding.Embeddings;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.internal.http.Exchange;
import digital.memu.inference.ollama.OllamaErrors.Asked;
import digital.memu.inference.ollama.internal.wire.VectorReader;
import digital.memu.inference.route.EmbeddingSpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Embeddings on one server within the limits of one attempt. */
record OllamaEmbedding(OllamaServer server, CallContext context, ModelMap models) implements EmbeddingModel {

    /** Enough for some two thousand vectors of eight thousand numbers. */
    private static final int LARGEST = 256 * 1024 * 1024;

    @Override
    public Embeddings embed(EmbeddingRequest request) {
        String model = Objects.requireNonNull(models.resolve(request.model()));
        long started = context.time().nanoTime();
        try (OllamaCall call = new OllamaCall(server, context, Asked.EMBED, model)) {
            server.guard().check(call);
            Answer answer = answer(call, request);
            check(call.url(), answer.vectors(), request.texts().size());
            Duration took = Duration.ofNanos(context.time().nanoTime() - started);
            // By the name that was asked for: what a server calls the model does not change what it is.
            EmbeddingSpace space =
                    EmbeddingSpace.of(request.model(), answer.vectors().get(0).length);
            return Embeddings.of(answer.vectors(), space, answer.promptTokens(), server.route(model, null, took));
        }
    }

    private Answer answer(OllamaCall call, EmbeddingRequest request) {
        Map<ModelName, String> oldNames = server.age().oldNames(context.time().nanoTime());
        if (oldNames == null) {
            Optional<Exchange> exchange =
                    call.openIfKnown(OllamaCall.post("/api/embed", RequestFields.embed(request, call.model())));
            if (exchange.isPresent()) {
                VectorReader read = VectorReader.read(exchange.get().url(), exchange.get().stream(LARGEST), call);
                return new Answer(read.vectors(), read.promptTokens());
            }
            oldNames = exactNames(call);
            server.age().isOld(oldNames, context.time().nanoTime());
        }
        return oneByOne(call, request, oldNames);
    }

    /** As servers before 0.2.6 want it, whose names have a case. */
    private static Answer oneByOne(OllamaCall call, EmbeddingRequest request, Map<ModelName, String> names) {
        if (request.dimensions().isPresent() || !request.truncate().orElse(true)) {
            throw new MisconfiguredException(
                    call.url(),
                    404,
                    "this server is too old to shorten vectors, and to refuse texts that are too long",
                    "Update Ollama there, or leave dimensions and truncate out",
                    null);
        }
        String model = exactName(call.model(), names);
        List<float[]> vectors = new ArrayList<>();
        for (String text : request.texts()) {
            Exchange exchange =
                    call.open(OllamaCall.post("/api/embeddings", RequestFields.oldEmbed(request, model, text)));
            List<float[]> one = VectorReader.read(exchange.url(), exchange.stream(LARGEST), call)
                    .vectors();
            check(exchange.url(), one, 1);
            vectors.addAll(one);
        }
        return new Answer(vectors, null);
    }

    private static Map<ModelName, String> exactNames(OllamaCall call) {
        Map<ModelName, String> names = new HashMap<>();
        for (Fields model : call.ask(OllamaCall.get("/api/tags"), Set.of()).objects("models")) {
            String name = model.text("name");
            try {
                names.put(ModelName.parse(name), name);
            } catch (IllegalArgumentException e) {
                // Whatever it is, nobody can ask for it by another name.
            }
        }
        return Map.copyOf(names);
    }

    private static String exactName(String model, Map<ModelName, String> names) {
        try {
            return names.getOrDefault(ModelName.parse(model), model);
        } catch (IllegalArgumentException e) {
            return model;
        }
    }

    private record Answer(List<float[]> vectors, @Nullable Integer promptTokens) {}

    private static void check(String url, List<float[]> vectors, int texts) {
        if (vectors.size() != texts) {
            throw new InvalidResponseException(url, vectors.size() + " vectors for " + texts + " texts", null);
        }
        int length = vectors.get(0).length;
        for (float[] vector : vectors) {
            if (vector.length != length || length == 0) {
                throw new InvalidResponseException(url, "vectors of different lengths, or empty ones", null);
            }
        }
    }
}
