package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Warmth;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.ColdStart;
import digital.memu.inference.route.Evidence;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps chats from a backend that has to load the model first, as far as policy wants that. */
final class ColdStarts implements Gate<ChatModel> {

    private final Engine engine;
    private final Terms terms;
    private final Function<Trial<ChatModel>, ChatRequest> requests;

    ColdStarts(Engine engine, Terms terms, Function<Trial<ChatModel>, ChatRequest> requests) {
        this.engine = engine;
        this.terms = terms;
        this.requests = requests;
    }

    @Override
    public String against(Trial<ChatModel> trial, boolean othersLeft) {
        String model = trial.model();
        if (model == null) {
            return "";
        }
        Member member = trial.member();
        boolean elsewhere = othersLeft && terms.policy().coldStart() == ColdStart.ANSWER_LOCALLY_MEANWHILE;
        Loads.Load load = engine.loads().running(member, model);
        if (load == null && isCold(trial, member, model)) {
            load = engine.loads().begin(member, model, requests.apply(trial));
            if (load == null && elsewhere) {
                return "loading other models than " + model;
            }
        }
        if (load != null) {
            if (elsewhere) {
                return "loading " + model;
            }
            trial.awaits(load);
            return "";
        }
        if (!elsewhere) {
            return "";
        }
        // It may have been forgotten since, which the server tells nobody.
        trial.ifCold(() -> engine.loads().begin(member, model, requests.apply(trial)));
        long now = engine.time().nanoTime();
        return member.health().state(model, now) == BackendState.LOADING ? "loading " + model : "";
    }

    private boolean isCold(Trial<ChatModel> trial, Member member, String model) {
        long now = engine.time().nanoTime();
        WarmModels known = member.warmModels();
        if (known.asked(model, WarmModels.GOOD_FOR, now)) {
            return known.known(model, WarmModels.GOOD_FOR, now) == Warmth.COLD;
        }
        return ask(trial, member, model) == Warmth.COLD;
    }

    /** What the server says; who is silent here is asked whether it lives, since a handshake proves the host only. */
    private Warmth ask(Trial<ChatModel> trial, Member member, String model) {
        CallContext outer = trial.context();
        CallContext limited = outer.within(Inquiry.limits(outer.timeouts()));
        try {
            Warmth warmth = heard(trial, member, model, limited);
            if (warmth != Warmth.UNKNOWN) {
                member.learn(new Event.ProbedWell());
            }
            return warmth;
        } catch (InferenceTimeoutException e) {
            if (e.clock() == Clock.TOTAL) {
                throw e;
            }
            Inquiry.@Nullable Verdict verdict = Waiting.on(engine.inquiry().about(member), trial.left(), outer);
            trial.check();
            if (verdict != null && !verdict.alive()) {
                throw new InferenceTimeoutException(
                        Clock.LIVENESS,
                        member.backend().address(),
                        outer.timeouts().probe());
            }
            return untold(member, model);
        } catch (InferenceException e) {
            if (e.evidence() == Evidence.HARD || e.evidence() == Evidence.NONE) {
                throw e;
            }
            // It lives and does not tell: the request itself will show what there is to show.
            return untold(member, model);
        }
    }

    private Warmth untold(Member member, String model) {
        member.warmModels().saw(model, Warmth.UNKNOWN, engine.time().nanoTime());
        return Warmth.UNKNOWN;
    }

    /** What is asked already is not asked again; whose question was not answered on its asker's account asks himself. */
    private Warmth heard(Trial<ChatModel> trial, Member member, String model, CallContext limited) {
        while (true) {
            CompletableFuture<Heard> mine = new CompletableFuture<>();
            CompletableFuture<Heard> running = member.asking().putIfAbsent(model, mine);
            if (running == null) {
                return ask(member, model, limited, mine);
            }
            Heard heard = Waiting.on(running, trial.left(), limited);
            trial.check();
            if (heard != null && heard.failure == null && heard.warmth != null) {
                return heard.warmth;
            }
            if (heard != null && heard.failure != null && heard.failure.evidence() != Evidence.NONE) {
                throw heard.failure;
            }
        }
    }

    private Warmth ask(Member member, String model, CallContext limited, CompletableFuture<Heard> mine) {
        Heard heard = new Heard(null, null);
        try {
            Warmth warmth = member.backend().warmth(model, limited);
            member.warmModels().saw(model, warmth, engine.time().nanoTime());
            heard = new Heard(warmth, null);
            return warmth;
        } catch (InferenceException e) {
            heard = new Heard(null, e);
            throw e;
        } finally {
            member.asking().remove(model, mine);
            mine.complete(heard);
        }
    }

    /** What one who asked has heard; nothing at all where the question itself went wrong. */
    record Heard(@Nullable Warmth warmth, @Nullable InferenceException failure) {}
}
