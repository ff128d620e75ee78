package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever is asked last may take a time of its own: giving up on it helps nobody. */
class LastCandidateTest {

    private static final ChatRequest QUESTION = ChatRequest.of("?");
    private static final RoutingPolicy POLICY = RoutingPolicy.builder()
            .timeouts(t -> t.firstEvent(Duration.ofSeconds(10)).lastFirstEvent(Duration.ofMinutes(2)))
            .build();

    private final List<String> limits = new ArrayList<>();
    private final FakeBackend pc = FakeBackend.named("pc").build();
    private final FakeBackend hub = FakeBackend.named("hub").local().build();

    private InferenceRouter router(FakeBackend... fakes) {
        InferenceRouter.Builder builder =
                InferenceRouter.builder().policy(POLICY).time(new ManualClock());
        for (FakeBackend fake : fakes) {
            builder.backend(new WrappedFake(fake) {
                @Override
                public <T> T bind(Capability<T> capability, CallContext context) {
                    limits.add(name() + " " + context.timeouts().firstEvent());
                    return super.bind(capability, context);
                }
            });
        }
        return builder.build();
    }

    @Test
    void theLastOneIsWaitedForAsLongAsTheLastOneMayTake() {
        try (InferenceRouter router = router(pc, hub)) {
            pc.goOffline();
            router.chat().send(QUESTION);
        }

        assertThat(limits).containsExactly("pc PT10S", "hub PT2M");
    }

    @Test
    void theOnlyOneIsTheLastOne() {
        try (InferenceRouter router = router(pc)) {
            router.chat().send(QUESTION);
        }

        assertThat(limits).containsExactly("pc PT2M");
    }

    @Test
    void aCallMayWantLess() {
        try (InferenceRouter router = router(pc)) {
            router.with(RequestOptions.builder()
                            .timeouts(t -> t.lastFirstEvent(Duration.ofSeconds(5)))
                            .build())
                    .chat()
                    .send(QUESTION);
            router.with(RequestOptions.builder()
                            .timeouts(t -> t.lastFirstEvent(Duration.ofHours(1)))
                            .build())
                    .chat()
                    .send(QUESTION);
        }

        assertThat(limits).containsExactly("pc PT5S", "pc PT2M");
    }
}
