package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.photo.Photo;
import digital.memu.inference.photo.PhotoModel;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.route.EmbeddingVector;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.Priority;
import digital.memu.inference.route.RoutingPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether servers make the same vectors with the same model: a version of the service may prepare pictures otherwise
 * than another, and their vectors would be compared all the same.
 *
 * <p>It costs next to nothing: a server is asked for a small picture, or a few words, after real work has loaded the model
 * there. Thread-safe.
 */
final class Calibration {

    private static final Logger LOG = LoggerFactory.getLogger("digital.memu.inference");

    /** Who keeps all places busy one request after the other leaves one free now and then. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String TEXT = "a small house by the sea under a yellow sun";
    private static final Photo PICTURE = Photo.of(
            "calibration.png",
            () -> Objects.requireNonNull(Calibration.class.getResourceAsStream("calibration.png"), "bundled picture"));

    private final TimeSource time;
    private final RoutingPolicy policy;
    private final InferenceListener listener;
    private final List<Member> members;
    private final Executor background;
    private final Set<Question> asked = ConcurrentHashMap.newKeySet();

    /**
     * Nothing is known at first.
     *
     * @param members in the order of preference
     * @param background runs what may block for as long as a model works
     */
    Calibration(
            TimeSource time,
            RoutingPolicy policy,
            InferenceListener listener,
            List<Member> members,
            Executor background) {
        this.time = time;
        this.policy = policy;
        this.listener = listener;
        this.members = members.stream()
                .filter(member -> Candidates.offers(member, Capability.PHOTOS))
                .toList();
        this.background = background;
    }

    /** Whether there is nobody to compare with. */
    boolean isNeedless() {
        return members.size() < 2;
    }

    /** A member has served real work; true if its vectors are known to be those of the others. */
    boolean served(Member member, VectorKey key) {
        if (isNeedless()) {
            return true;
        }
        boolean known = agrees(member, key);
        Question question = new Question(member, key);
        if (!member.samples().containsKey(key) && asked.add(question)) {
            background.execute(() -> {
                try {
                    ask(question);
                } finally {
                    asked.remove(question);
                }
            });
        }
        return known;
    }

    /** Why its vectors must not stand in for those of the preferred member; asks it when that is not known yet. */
    String against(Trial<PhotoModel> trial, VectorKey key) {
        Member reference = members.get(0);
        Member member = trial.member();
        if (member == reference) {
            return "";
        }
        Sample expected = reference.samples().get(key);
        if (expected == null) {
            return "not calibrated: " + reference.name() + " has not served " + key.model() + " yet";
        }
        Sample made = member.currentSample(key);
        if (made == null) {
            try {
                made = sample(key, trial.target());
            } catch (UnprocessablePhotoException e) {
                // The picture is good, and none of the caller's.
                throw new ServerException(
                        member.backend().address(), 500, "it failed on the picture for the calibration", "", e);
            }
            learn(member, key, made);
        }
        return expected.agrees(made) ? "" : "its vectors of " + key.model() + " are not those of " + reference.name();
    }

    private boolean agrees(Member member, VectorKey key) {
        Sample mine = member.samples().get(key);
        List<Sample> others = members.stream()
                .filter(other -> other != member)
                .map(other -> other.samples().get(key))
                .filter(Objects::nonNull)
                .toList();
        return mine != null && !others.isEmpty() && others.stream().allMatch(mine::agrees);
    }

    private void ask(Question question) {
        Member member = question.member();
        if (!member.places().enter(Priority.BATCH, PATIENCE, action -> {})) {
            // Real work goes first; a later request asks again.
            return;
        }
        CallContext context = new CallContext(time, policy.timeouts(), policy.zones(), Long.MAX_VALUE, true);
        try {
            PhotoModel model = member.backend().bind(Capability.PHOTOS, context);
            learn(member, question.key(), sample(question.key(), model));
        } catch (InferenceException e) {
            LOG.debug("{}: not calibrated: {}", member.name(), e.what());
        } catch (RuntimeException e) {
            LOG.warn("{}: its calibration failed", member.name(), e);
        } finally {
            context.cancel();
            member.places().leave();
        }
    }

    private Sample sample(VectorKey key, PhotoModel model) {
        return new Sample(vector(key, model), time.nanoTime());
    }

    private static EmbeddingVector vector(VectorKey key, PhotoModel model) {
        if (key.texts()) {
            return model.embedText(key.model(), TEXT).embedding();
        }
        return model.analyze(PhotoRequest.of(PICTURE).embedding(key.model()).build())
                .embedding()
                .orElseThrow(() -> new IllegalStateException("a photo's vector was asked for, and none was given"));
    }

    private void learn(Member member, VectorKey key, Sample sample) {
        member.samples().put(key, sample);
        for (Member other : members) {
            Sample theirs = other.samples().get(key);
            if (other != member && theirs != null && !sample.agrees(theirs)) {
                listener.vectorsDisagree(other.name(), member.name(), key.model());
            }
        }
    }

    private record Question(Member member, VectorKey key) {}
}
