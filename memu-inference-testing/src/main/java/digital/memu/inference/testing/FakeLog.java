package digital.memu.inference.testing;

import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.photo.PhotoRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What a fake was asked. */
final class FakeLog {

    private final List<ChatRequest> chats = new CopyOnWriteArrayList<>();
    private final List<EmbeddingRequest> embeddings = new CopyOnWriteArrayList<>();
    private final List<PhotoRequest> photos = new CopyOnWriteArrayList<>();
    private final AtomicInteger probes = new AtomicInteger();

    void chat(ChatRequest request) {
        chats.add(request);
    }

    void embedding(EmbeddingRequest request) {
        embeddings.add(request);
    }

    void photo(PhotoRequest request) {
        photos.add(request);
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

    List<PhotoRequest> photos() {
        return List.copyOf(photos);
    }

    int probes() {
        return probes.get();
    }
}
