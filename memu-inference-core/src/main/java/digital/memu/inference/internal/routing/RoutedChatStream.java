package digital.memu.inference.internal.routing;

import digital.memu.inference.chat.AbstractChatStream;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.Completion;
import digital.memu.inference.chat.Joint;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.StreamInterruptedException;
import digital.memu.inference.route.Rescue;
import digital.memu.inference.route.Route;
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
    /** Guarded by the lock, since another thread may give it up. */
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
        while (true) {
            Leg current = currentLeg();
            try {
                ChatEvent event = next(current);
                Death dead = death;
                death = null;
                if (dead != null) {
                    held = event;
                    return joint(dead, current);
                }
                settle(current, event);
                return event;
            } catch (InferenceException e) {
                judge(current, e);
            } catch (RuntimeException e) {
                current.close();
                current.trial().givenUp("it threw " + e.getClass().getName());
                throw e;
            }
        }
    }

    private ChatEvent next(Leg current) {
        ChatEvent waiting = held;
        held = null;
        return waiting != null ? waiting : current.read();
    }

    private Leg currentLeg() {
        lock.lock();
        try {
            if (leg != null) {
                return leg;
            }
        } finally {
            lock.unlock();
        }
        return nextLeg();
    }

    private Leg nextLeg() {
        if (dispatch == null) {
            dispatch = begin.get();
        }
        Trial<ChatModel> trial = dispatch.next();
        if (trial == null) {
            throw dispatch.exhausted(death == null ? "" : death.partialText);
        }
        Leg next = new Leg(trial, requestFor(trial));
        boolean late;
        lock.lock();
        try {
            late = isClosed();
            leg = next;
        } finally {
            lock.unlock();
        }
        if (late) {
            next.giveUp();
            throw givenUp();
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
    private static void settle(Leg current, ChatEvent event) {
        Completion end = event.completion().orElse(null);
        if (end != null) {
            if (end.promptTruncated()) {
                current.trial().promptTruncated(end.model());
            }
            current.trial().served();
        }
    }

    private static ChatEvent joint(Death dead, Leg to) {
        to.trial().tookOverFrom(dead.backend);
        return ChatEvent.joint(Joint.restart(dead.backend, to.trial().backend(), dead.reason));
    }

    private void judge(Leg failed, InferenceException e) {
        failed.close();
        lock.lock();
        try {
            leg = null;
        } finally {
            lock.unlock();
        }
        if (isClosed()) {
            failed.trial().givenUp(Leg.GIVEN_UP);
            throw givenUp();
        }
        failed.trial().failed(e);
        if (!failed.delivered()) {
            // The joint is between what the caller has seen and what comes; who failed in between showed nothing.
            return;
        }
        String partial = e instanceof StreamInterruptedException cut ? cut.partialText() : "";
        death = new Death(failed.trial().backend(), e.what(), partial);
        if (terms.policy().rescue() == Rescue.FAIL) {
            failed.trial().endsTheRequest();
            throw e;
        }
    }

    private static InferenceException givenUp() {
        return new InferenceCancelledException("The stream was closed before the answer was complete");
    }

    @Override
    protected void release() {
        Leg current;
        lock.lock();
        try {
            current = leg;
        } finally {
            lock.unlock();
        }
        // Outside the lock: listeners of the program's own are told.
        if (current != null) {
            current.giveUp();
        }
    }

    @Override
    protected Route route() {
        return dispatch == null ? Route.of(List.of()) : dispatch.route();
    }

    /** The last backend of which the caller has seen text, all of which a successor makes void. */
    private record Death(String backend, String reason, String partialText) {}
}
