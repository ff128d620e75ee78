package digital.memu.inference.internal.routing;

import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.Loading;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.RequestRejectedException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One backend's part of an answer. Read by one thread; given up by any. */
final class Leg {

    static final String GIVEN_UP = "the caller gave up";

    /** How often a caller who waits for a model hears of it. */
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Trial<ChatModel> trial;
    private final ChatRequest request;
    private @Nullable Continuation continuation;
    private volatile @Nullable ChatStream stream;
    private Loads.@Nullable Load load;
    private boolean announced;
    private boolean delivered;

    Leg(Trial<ChatModel> trial, ChatRequest request, @Nullable Continuation continuation) {
        this.trial = trial;
        this.request = request;
        this.continuation = continuation;
        this.load = trial.load();
    }

    Trial<ChatModel> trial() {
        return trial;
    }

    /** Whether the caller has seen a part of its answer. */
    boolean delivered() {
        return delivered;
    }

    /** Whether what was read goes on with what came before this leg. */
    boolean continues() {
        return continuation != null;
    }

    ChatEvent read() {
        Loads.Load running = load;
        if (running != null) {
            ChatEvent wait = await(running);
            if (wait != null) {
                return wait;
            }
            load = null;
        }
        while (true) {
            ChatEvent event;
            try {
                event = next();
            } catch (RequestRejectedException e) {
                if (continuation == null || delivered) {
                    throw e;
                }
                // What it refuses is not what the caller asked: with the text so far it may be too long.
                answerAnew();
                continue;
            }
            Continuation seam = continuation;
            ChatEvent shown = seam == null ? event : seam.take(event);
            if (shown != null) {
                delivered = true;
                return shown;
            }
            if (seam != null && seam.refused()) {
                answerAnew();
            }
        }
    }

    private ChatEvent next() {
        trial.waits();
        ChatStream events = stream;
        if (events == null) {
            events = open();
        }
        ChatEvent event = events.iterator().next();
        trial.event();
        return event;
    }

    private ChatStream open() {
        Continuation seam = continuation;
        if (seam != null && !seam.isProved(trial)) {
            continuation = null;
            seam = null;
        }
        ChatStream opened = trial.target().stream(seam == null ? request : seam.request());
        stream = opened;
        return opened;
    }

    /** The backend has done nothing wrong: it was asked for something that its model does not do. */
    private void answerAnew() {
        continuation = null;
        ChatStream old = stream;
        if (old != null) {
            old.close();
        }
        stream = null;
        trial.renew();
    }

    /** An event that tells of the wait; null when there is nothing to wait for any more. */
    private @Nullable ChatEvent await(Loads.Load running) {
        if (announced || running.end().isDone()) {
            Duration left = trial.left();
            Optional<InferenceException> end = Waiting.on(running.end(), Dispatch.shorter(TICK, left), trial.whole());
            trial.check();
            if (end != null) {
                end.ifPresent(failure -> {
                    throw trial.notLoaded(failure);
                });
                return null;
            }
        }
        announced = true;
        return ChatEvent.loading(Loading.of(trial.backend(), running.model(), trial.since(running.begun())));
    }

    void close() {
        trial.cancel();
        ChatStream open = stream;
        if (open != null) {
            open.close();
        }
    }

    /** The caller hung up, which says nothing about the server, whatever its side looked like. */
    void giveUp() {
        close();
        trial.givenUp(GIVEN_UP);
    }
}
