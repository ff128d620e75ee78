package digital.memu.inference.internal.routing;

import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import org.jspecify.annotations.Nullable;

/** One backend's part of an answer. Read by one thread; given up by any. */
final class Leg {

    static final String GIVEN_UP = "the caller gave up";

    private final Trial<ChatModel> trial;
    private final ChatRequest request;
    private volatile @Nullable ChatStream stream;
    private boolean delivered;

    Leg(Trial<ChatModel> trial, ChatRequest request) {
        this.trial = trial;
        this.request = request;
    }

    Trial<ChatModel> trial() {
        return trial;
    }

    /** Whether the caller has seen a part of its answer. */
    boolean delivered() {
        return delivered;
    }

    ChatEvent read() {
        ChatStream events = stream;
        if (events == null) {
            events = trial.target().stream(request);
            stream = events;
        }
        ChatEvent event = events.iterator().next();
        if (!delivered) {
            trial.firstEvent();
            delivered = true;
        }
        return event;
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
