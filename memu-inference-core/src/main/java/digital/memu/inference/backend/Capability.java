package digital.memu.inference.backend;

import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.embedding.EmbeddingModel;
import digital.memu.inference.photo.PhotoModel;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The key of something a server can do: a small interface, and how one call of it is sent through the engine.
 *
 * <p>Two keys are equal when name and type are. Immutable and thread-safe.
 *
 * @param <T> the interface
 */
public final class Capability<T> {

    /** Answers a conversation. */
    public static final Capability<ChatModel> CHAT = new Capability<>("chat", ChatModel.class, null);

    /** Turns texts into vectors. */
    public static final Capability<EmbeddingModel> EMBEDDING =
            new Capability<>("embedding", EmbeddingModel.class, null);

    /** Finds out what is in photos. */
    public static final Capability<PhotoModel> PHOTOS = new Capability<>("photos", PhotoModel.class, null);

    private final String name;
    private final Class<T> type;
    private final @Nullable Function<Dispatcher<T>, T> routed;

    private Capability(String name, Class<T> type, @Nullable Function<Dispatcher<T>, T> routed) {
        this.name = Objects.requireNonNull(name);
        this.type = Objects.requireNonNull(type);
        this.routed = routed;
    }

    /**
     * A capability of one's own, for example {@code Capability.of("image-tagger", ImageTagger.class, dispatcher -> photo
     * -> dispatcher.call(tagger -> tagger.tag(photo)))}.
     *
     * @param routed makes the routed form out of the dispatcher that finds a backend for each call
     */
    public static <T> Capability<T> of(String name, Class<T> type, Function<Dispatcher<T>, T> routed) {
        return new Capability<>(name, type, Objects.requireNonNull(routed));
    }

    /** Name for people. */
    public String name() {
        return name;
    }

    /** The interface. */
    public Class<T> type() {
        return type;
    }

    /** How a call is sent through the engine; empty for the built-in ones, which the engine knows itself. */
    public Optional<Function<Dispatcher<T>, T>> routed() {
        return Optional.ofNullable(routed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Capability<?> that && name.equals(that.name) && type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type);
    }

    @Override
    public String toString() {
        return name;
    }
}
