package digital.memu.inference.internal.async;

import digital.memu.inference.chat.AbstractChatStream;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.Completion;
import digital.memu.inference.chat.FinishReason;
import digital.memu.inference.chat.Usage;
import digital.memu.inference.route.Route;
import java.util.List;

/** A stream of so many events. */
final class CountingStream extends AbstractChatStream {

    private final long events;
    private long read;

    CountingStream(long events) {
        this.events = events;
    }

    @Override
    protected ChatEvent read() {
        read++;
        return read < events
                ? ChatEvent.text("x")
                : ChatEvent.end(Completion.of("count", FinishReason.STOP, Usage.none()));
    }

    @Override
    protected void release() {}

    @Override
    protected Route route() {
        return Route.of(List.of());
    }
}
