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
import digital.memu.inference.route.Evidence;
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
    private final Told told = new Told();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Dispatch<ChatModel> dispatch;
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
        ChatEvent event = nextEvent();
        told.add(event);
        return event;
    }

    private ChatEvent nextEvent() {
        while (true) {
            Leg current = currentLeg();
            try {
                ChatEvent event = next(current);
                Death dead = death;
                if (dead != null && event.loading().isEmpty()) {
                    death = null;
                    held = event;
                    return joint(dead, current);
                }
                settle(current, event);
                return event;
            } catch (InferenceException e) {
                judge(current, e);
            } catch (RuntimeException | Error e) {
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
        Dispatch<ChatModel> way = dispatch;
        if (way == null) {
            way = begin.get();
            dispatch = way;
        }
        Trial<ChatModel> trial = isClosed() ? null : way.next(new ColdStarts(way.engine(), terms, this::requestFor));
        if (trial == null && !isClosed()) {
            throw way.exhausted(partialText());
        }
        Leg next = trial == null ? null : new Leg(trial, requestFor(trial), continuationFor(trial));
        boolean late;
        lock.lock();
        try {
            late = isClosed();
            leg = next;
        } finally {
            lock.unlock();
        }
        if (late && next != null) {
            next.giveUp();
        }
        if (next == null || late) {
            way.cancel();
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

    private @Nullable Continuation continuationFor(Trial<ChatModel> trial) {
        return death != null && terms.policy().rescue() == Rescue.CONTINUE
                ? told.continuation(requestFor(trial), partialText())
                : null;
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
        String next = to.trial().backend();
        return ChatEvent.joint(
                to.continues()
                        ? Joint.continuation(dead.backend, next, dead.reason)
                        : Joint.restart(dead.backend, next, dead.reason));
    }

    private void judge(Leg failed, InferenceException met) {
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
        InferenceException e = interrupted(failed, failed.trial().verdictOn(met));
        failed.trial().failed(e);
        if (!failed.delivered()) {
            // The joint is between what the caller has seen and what comes; who failed in between showed nothing.
            return;
        }
        death = new Death(failed.trial().backend(), e.what());
        if (terms.policy().rescue() == Rescue.FAIL) {
            failed.trial().endsTheRequest();
            throw e;
        }
    }

    /** Whoever decides what becomes of a part of an answer needs to know which part. */
    private InferenceException interrupted(Leg failed, InferenceException e) {
        return failed.delivered() && e.evidence() != Evidence.NONE && !(e instanceof StreamInterruptedException)
                ? new StreamInterruptedException(
                        failed.trial().member().backend().address(), e.what(), e.evidence(), partialText(), e)
                : e;
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
        Dispatch<ChatModel> way = dispatch;
        if (way != null) {
            way.cancel();
        }
    }

    @Override
    protected Route route() {
        Dispatch<ChatModel> way = dispatch;
        return way == null ? Route.of(List.of()) : way.route();
    }

    /** The last backend of which the caller has seen text. */
    private record Death(String backend, String reason) {}
}
