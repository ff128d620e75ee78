package digital.memu.inference.internal.routing;

import digital.memu.inference.chat.AbstractChatStream;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.Completion;
import digital.memu.inference.chat.Joint;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.StreamInterruptedException;
import digital.memu.inference.route.Rescue;
import digital.memu.inference.route.Route;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An answer that survives its server: when one backend fails, the next takes over, and a joint says so. */
final class RoutedChatStream extends AbstractChatStream {

    private final ChatRequest request;
    private final Supplier<Dispatch<ChatModel>> begin;
    private final Terms terms;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Dispatch<ChatModel> dispatch;
    private @Nullable Leg leg;
    private @Nullable Death death;
    private @Nullable ChatEvent held;

    RoutedChatStream(ChatRequest request, Supplier<Dispatch<ChatModel>> begin, Terms terms) {
        this.request = request;
        this.begin = begin;
        this.terms = terms;
    }

    @Override
    protected ChatEvent read() {
        ChatEvent waiting = held;
        if (waiting != null) {
            held = null;
            return settle(waiting);
        }
        while (true) {
            Leg current = leg != null ? leg : nextLeg();
            try {
                ChatEvent event = current.read();
                if (death != null && death.delivered) {
                    held = event;
                    return joint(current);
                }
                death = null;
                return settle(event);
            } catch (InferenceException e) {
                judge(current, e);
            }
        }
    }

    private Leg nextLeg() {
        if (dispatch == null) {
            dispatch = begin.get();
        }
        Trial<ChatModel> trial = dispatch.next();
        if (trial == null) {
            throw dispatch.exhausted(death == null ? "" : death.partialText);
        }
        Leg next = new Leg(trial, trial.target().stream(requestFor(trial)));
        lock.lock();
        try {
            if (isClosed()) {
                next.giveUp();
                throw givenUp();
            }
            leg = next;
        } finally {
            lock.unlock();
        }
        return next;
    }

    private ChatRequest requestFor(Trial<ChatModel> trial) {
        return terms.options()
                .model(trial.backend())
                .map(model -> request.toBuilder().model(model).build())
                .orElse(request);
    }

    /** The end of the answer is the moment at which the backend has served. */
    private ChatEvent settle(ChatEvent event) {
        Completion end = event.completion().orElse(null);
        if (end != null && leg != null) {
            if (end.promptTruncated()) {
                leg.trial.promptTruncated(end.model());
            }
            leg.trial.served();
        }
        return event;
    }

    private ChatEvent joint(Leg to) {
        Death dead = java.util.Objects.requireNonNull(death);
        death = null;
        to.trial.tookOverFrom(dead.backend);
        return ChatEvent.joint(Joint.restart(dead.backend, to.trial.backend(), dead.reason));
    }

    private void judge(Leg failed, InferenceException e) {
        failed.close();
        clearLeg();
        if (isClosed()) {
            throw givenUp();
        }
        failed.trial.failed(e);
        boolean delivered = failed.delivered || (death != null && death.delivered);
        String partial = e instanceof StreamInterruptedException cut ? cut.partialText() : "";
        death = new Death(failed.trial.backend(), e.what(), delivered, partial);
        if (failed.delivered && terms.policy().rescue() == Rescue.FAIL) {
            throw e;
        }
    }

    private static InferenceException givenUp() {
        return new InferenceCancelledException("The stream was closed before the answer was complete");
    }

    private void clearLeg() {
        lock.lock();
        try {
            leg = null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void release() {
        lock.lock();
        try {
            if (leg != null) {
                leg.giveUp();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected Route route() {
        return dispatch == null ? Route.of(List.of()) : dispatch.route();
    }

    /** One backend's part of the answer. */
    private static final class Leg {
        private final Trial<ChatModel> trial;
        private final ChatStream stream;
        private final Iterator<ChatEvent> events;
        private boolean delivered;

        Leg(Trial<ChatModel> trial, ChatStream stream) {
            this.trial = trial;
            this.stream = stream;
            this.events = stream.iterator();
        }

        ChatEvent read() {
            ChatEvent event = events.next();
            if (!delivered) {
                trial.firstEvent();
                delivered = true;
            }
            return event;
        }

        void close() {
            stream.close();
            trial.cancel();
        }

        /** The caller hung up, which says nothing about the server, whatever its side looked like. */
        void giveUp() {
            close();
            trial.givenUp();
        }
    }

    /** The last failure, and whether the caller has seen text that a successor makes void. */
    private record Death(String backend, String reason, boolean delivered, String partialText) {}
}
