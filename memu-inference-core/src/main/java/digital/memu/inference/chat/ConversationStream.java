package digital.memu.inference.chat;

import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.route.Route;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** An answer within a conversation: waits for its turn when it is first read, and is remembered when it is complete. */
final class ConversationStream extends AbstractChatStream {

    private final Floor floor;
    private final Asking asking;
    private final List<ChatMessage> question;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Opened opened;

    ConversationStream(Floor floor, Asking asking, List<ChatMessage> question) {
        this.floor = floor;
        this.asking = asking;
        this.question = question;
    }

    @Override
    protected ChatEvent read() {
        Opened current = opened != null ? opened : open();
        ChatEvent event = current.stream.iterator().next();
        if (event.completion().isPresent()) {
            floor.remember(this, current.prompt.answered(current.stream.reply()));
        }
        return event;
    }

    private Opened open() {
        Memory memory = floor.enter(this);
        boolean open = false;
        try {
            Prompt prompt = asking.prompt(memory, question);
            Opened next = new Opened(prompt, asking.model().stream(prompt.request()));
            open = hold(next);
            if (!open) {
                throw new InferenceCancelledException("The stream was closed before the answer was complete");
            }
            return next;
        } finally {
            if (!open) {
                floor.leave(this);
            }
        }
    }

    /** False, with everything closed again, when the stream was closed while it was opened. */
    private boolean hold(Opened next) {
        lock.lock();
        try {
            if (!isClosed()) {
                opened = next;
                return true;
            }
        } finally {
            lock.unlock();
        }
        next.stream.close();
        return false;
    }

    @Override
    protected void release() {
        Opened current;
        lock.lock();
        try {
            current = opened;
        } finally {
            lock.unlock();
        }
        if (current != null) {
            current.stream.close();
        }
        floor.leave(this);
    }

    @Override
    protected Route route() {
        return Objects.requireNonNull(opened).stream.reply().route();
    }

    private record Opened(Prompt prompt, ChatStream stream) {}
}
