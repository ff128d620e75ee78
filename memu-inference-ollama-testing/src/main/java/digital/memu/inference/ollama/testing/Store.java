package digital.memu.inference.ollama.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The files of a server, whole or in part, and the registry that it fetches models from. Thread-safe. */
final class Store {

    private final List<SimulatedModel> registry;
    private final Map<String, Long> bytes = new ConcurrentHashMap<>();

    Store(List<SimulatedModel> registry) {
        this.registry = new CopyOnWriteArrayList<>(registry);
    }

    /** A file of a model. */
    record Layer(String digest, long size) {}

    static List<Layer> layers(SimulatedModel model) {
        return List.of(
                new Layer("sha256:" + Vectors.digest(model.digest() + " weights"), model.size()),
                new Layer("sha256:" + Vectors.digest(model.digest() + " settings"), 485));
    }

    /** The model of this name in the registry. */
    Optional<SimulatedModel> offered(ModelName name) {
        return registry.stream()
                .filter(model -> model.fullName().isSameAs(name))
                .findFirst();
    }

    void offer(SimulatedModel model) {
        registry.removeIf(other -> other.fullName().isSameAs(model.fullName()));
        registry.add(model);
    }

    /** How much of a file is here. */
    long has(String digest) {
        return bytes.getOrDefault(digest, 0L);
    }

    boolean knows(String digest) {
        return bytes.containsKey(digest);
    }

    void put(String digest, long count) {
        bytes.put(digest, count);
    }
}
