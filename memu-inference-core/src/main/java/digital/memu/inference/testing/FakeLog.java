package digital.memu.inference.testing;

import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.embedding.EmbeddingRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What a fake was asked. */
final class FakeLog {

    private final List<ChatRequest> chats = new CopyOnWriteArrayList<>();
    private final List<EmbeddingRequest> embeddings = new CopyOnWriteArrayList<>();
    private final AtomicInteger probes = new AtomicInteger();

    void chat(ChatRequest request) {
        chats.add(request);
    }

    void embedding(EmbeddingRequest request) {
        embeddings.add(request);
    }

    void probed() {
        probes.incrementAndGet();
    }

    List<ChatRequest> chats() {
        return List.copyOf(chats);
    }

    List<EmbeddingRequest> embeddings() {
        return List.copyOf(embeddings);
    }

    int probes() {
        return probes.get();
    }
}
