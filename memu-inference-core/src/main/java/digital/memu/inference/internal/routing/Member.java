package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.backend.Warmth;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.Evidence;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.RoutingPolicy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One backend in the router, with what the router has learnt about it. Thread-safe. */
final class Member {

    /** States from which nothing is asked of it. */
    private static final Set<BackendState> OUT = EnumSet.of(BackendState.DOWN, BackendState.MISCONFIGURED);

    /** Updates take less, but seldom happen between two requests that are closer to each other. */
    private static final Duration UNSEEN = Duration.ofMinutes(10);

    private final Backend backend;
    private final InferenceListener listener;
    private final TimeSource time;
    private final AtomicReference<Health> health = new AtomicReference<>(Health.unknown());
    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();
    private final Pulse pulse = new Pulse();
    private final Gaps gaps = new Gaps();
    private final Places places;
    private final WarmModels warmModels = new WarmModels();
    private final OneAtATime<Dialling.Dial> dial = new OneAtATime<>(Dialling.Dial::isOver);
    private final OneAtATime<CompletableFuture<Inquiry.Verdict>> inquiry = new OneAtATime<>(CompletableFuture::isDone);
    private final OneAtATime<CompletableFuture<Void>> asked = new OneAtATime<>(CompletableFuture::isDone);
    private final Map<String, CompletableFuture<Warmth>> questions = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<ColdStarts.Heard>> asking = new ConcurrentHashMap<>();
    private final Map<String, Loads.Load> loads = new ConcurrentHashMap<>();
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final BadPhotos badPhotos = new BadPhotos();
    private final Map<VectorKey, Sample> samples = new ConcurrentHashMap<>();

    Member(Backend backend, InferenceListener listener, RoutingPolicy policy, TimeSource time) {
        this.backend = backend;
        this.listener = listener;
        this.time = time;
        int most = backend.concurrency().orElse(policy.concurrency());
        this.places = new Places(Math.min(most, policy.concurrency()), time);
    }

    Backend backend() {
        return backend;
    }

    String name() {
        return backend.name();
    }

    Health health() {
        return health.get();
    }

    /** Signs of life of its running answers. */
    Pulse pulse() {
        return pulse;
    }

    /** How long it usually takes between two parts of an answer. */
    Gaps gaps() {
        return gaps;
    }

    Places places() {
        return places;
    }

    WarmModels warmModels() {
        return warmModels;
    }

    /** What it made of the calibration's picture and text, by model. */
    Map<VectorKey, Sample> samples() {
        return samples;
    }

    /** One of them, as long as it cannot have been updated since without anybody's noticing. */
    @Nullable
    Sample currentSample(VectorKey key) {
        Sample sample = samples.get(key);
        return sample == null || isOld(sample, health.get(), time.nanoTime()) ? null : sample;
    }

    private static boolean isOld(Sample sample, Health health, long now) {
        Long last = health.lastSuccess();
        long unseen = Math.min(now - sample.at(), now - (last == null ? sample.at() : last));
        return unseen >= UNSEEN.toNanos();
    }

    /** The photos on which it failed. */
    BadPhotos badPhotos() {
        return badPhotos;
    }

    /** The running attempts. */
    Set<Watch> watches() {
        return watches;
    }

    /** The questions on their way whether a model is loaded, by model. */
    Map<String, CompletableFuture<Warmth>> questions() {
        return questions;
    }

    /** The same, asked by requests that have yet to be sent. */
    Map<String, CompletableFuture<ColdStarts.Heard>> asking() {
        return asking;
    }

    /** The loads that run, by model. */
    Map<String, Loads.Load> loads() {
        return loads;
    }

    /** The last inquiry. */
    OneAtATime<CompletableFuture<Inquiry.Verdict>> inquiry() {
        return inquiry;
    }

    /** The last look that somebody wanted. */
    OneAtATime<CompletableFuture<Void>> asked() {
        return asked;
    }

    /** The last dial. */
    OneAtATime<Dialling.Dial> dial() {
        return dial;
    }

    /** Whether it answered so recently that it need not be dialled first. */
    boolean fresh() {
        long now = time.nanoTime();
        Health seen = health.get();
        return seen.reach() == BackendState.UP
                && (seen.fresh(now) || pulse.beatWithin(Health.FRESH, now))
                && !pulse.silent(now);
    }

    /** Learns from a request's failure. */
    void failed(Capability<?> capability, @Nullable String model, InferenceException e) {
        switch (e.evidence()) {
            case HARD -> learn(new Event.Gone(e.what()));
            case SOFT -> faulty(capability, e);
            case CONFIGURATION -> misconfigured(capability.equals(Capability.PHOTOS) ? null : model, e);
            case NONE -> {
                // It answered, if only to say no. One bad photo is no bad server, but several cannot all be bad.
                if (e instanceof UnprocessablePhotoException bad && bad.sent() && badPhotos.areSeveral(bad.photo())) {
                    faulty(capability, e);
                }
            }
        }
    }

    /** It failed on a photo that another one has worked on. */
    void failedOnGoodPhoto(Capability<?> capability, UnprocessablePhotoException e) {
        badPhotos.forget(Set.of(e.photo()));
        faulty(capability, e);
    }

    private void faulty(Capability<?> capability, InferenceException e) {
        if (breakers.computeIfAbsent(capability.name(), c -> new Breaker()).failure()) {
            learn(new Event.Tripped(capability.name(), e.what()));
        }
    }

    /** Learns from a dial, which is about no model. */
    void dialFailed(InferenceException e) {
        if (e.evidence() == Evidence.HARD) {
            learn(new Event.Gone(e.what()));
        } else if (e.evidence() == Evidence.CONFIGURATION) {
            misconfigured(null, e);
        }
    }

    private void misconfigured(@Nullable String model, InferenceException e) {
        if (e instanceof ModelNotFoundException missing) {
            // A request for photos names several models, of which the failure tells the one.
            String about = model == null ? missing.model() : model;
            if (missing.missing() && !about.isEmpty()) {
                learn(new Event.Misconfigured(about, e.what()));
            }
        } else if (e instanceof MisconfiguredException setup && !setup.wholeBackend()) {
            if (model != null) {
                learn(new Event.Misconfigured(model, e.what()));
            }
        } else if (e instanceof MisconfiguredException || e instanceof ConnectionException) {
            learn(new Event.Misconfigured(null, e.what()));
        }
    }

    /** It served a request to its end. */
    void served(Capability<?> capability, @Nullable String model) {
        Breaker breaker = breakers.get(capability.name());
        if (breaker != null) {
            breaker.success();
        }
        learn(new Event.Served(capability.name(), model));
    }

    /** A probe, which decides when it comes back into use, found it ill. */
    void probedBadly(String why) {
        learn(new Event.ProbedBadly(why, ThreadLocalRandom.current().nextDouble(0.9, 1.1)));
    }

    /** Claims the next probe: true for one caller only when it is time. */
    boolean claimProbe(Capability<?> capability) {
        long now = time.nanoTime();
        return claim(seen -> {
            if (seen.reach() == BackendState.DOWN) {
                Recovery recovery = seen.recovery();
                return recovery.look().due(now)
                        ? seen.recovery(recovery.looked(recovery.look().taken(now)))
                        : seen;
            }
            Trouble trouble = seen.tripped().get(capability.name());
            return trouble != null && trouble.look().due(now)
                    ? seen.tripped(Health.with(
                            seen.tripped(),
                            capability.name(),
                            trouble.looked(trouble.look().taken(now))))
                    : seen;
        });
    }

    /** Claims the next look at whether a wrong set-up has been put right. */
    boolean claimVerification(@Nullable String model) {
        long now = time.nanoTime();
        return claim(seen -> {
            if (seen.reach() == BackendState.MISCONFIGURED) {
                Recovery recovery = seen.recovery();
                return recovery.look().due(now)
                        ? seen.recovery(recovery.looked(recovery.look().taken(now)))
                        : seen;
            }
            Trouble trouble = model == null ? null : seen.unusable().get(model);
            return model != null && trouble != null && trouble.look().due(now)
                    ? seen.unusable(Health.with(
                            seen.unusable(),
                            model,
                            trouble.looked(trouble.look().taken(now))))
                    : seen;
        });
    }

    private boolean claim(UnaryOperator<Health> take) {
        Health seen = health.get();
        Health taken = take.apply(seen);
        return !taken.equals(seen) && health.compareAndSet(seen, taken);
    }

    /** The one way in which anything is learnt. */
    void learn(Event event) {
        long now = time.nanoTime();
        UnaryOperator<Health> change = seen -> Transition.of(seen, event, now);
        Health before = health.getAndUpdate(change);
        Health after = change.apply(before);
        // Who comes back may have been updated meanwhile; until then others stand in for what it made before.
        if (OUT.contains(before.reach()) && !OUT.contains(after.reach())) {
            samples.clear();
        } else if (!Objects.equals(before.lastSuccess(), after.lastSuccess())) {
            samples.values().removeIf(sample -> isOld(sample, before, now));
        }
        if (!before.equals(after)) {
            new Change(backend.name(), before, after, now).tell(listener);
        }
    }
}
