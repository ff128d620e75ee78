package digital.memu.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.failure.StreamInterruptedException;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.Rescue;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.route.Tier;
import digital.memu.inference.route.Zone;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one call may want otherwise, and that it can only be stricter. */
class RequestOptionsTest {

    private static final ChatRequest QUESTION = ChatRequest.of("?");

    interface Limits {
        CallContext seen();
    }

    private static final Capability<Limits> LIMITS =
            Capability.of("limits", Limits.class, dispatcher -> () -> dispatcher.call(Limits::seen));

    private final FakeBackend pc =
            FakeBackend.named("pc").answering("a b").model("big").build();
    private final FakeBackend hub =
            FakeBackend.named("hub").local().answering("c d").model("small").build();
    private final InferenceRouter router = InferenceRouter.builder()
            .backend(pc)
            .backend(hub)
            .time(new ManualClock())
            .build();

    @AfterEach
    void close() {
        router.close();
    }

    private static RequestOptions.Builder options() {
        return RequestOptions.builder();
    }

    @Test
    void onlyLocalOnlyExternalAndOneByName() {
        assertThat(router.with(options().onlyLocal().build())
                        .chat()
                        .send(QUESTION)
                        .route()
                        .backend())
                .isEqualTo("hub");
        assertThat(router.with(options().onlyOn("hub").build())
                        .chat()
                        .send(QUESTION)
                        .route()
                        .backend())
                .isEqualTo("hub");
        pc.goOffline();
        assertThatThrownBy(() ->
                        router.with(options().onlyExternal().build()).chat().send(QUESTION))
                .isInstanceOf(AllBackendsFailedException.class)
                .hasMessageContaining("only external backends are wanted");
        assertThat(hub.chats()).hasSize(2);
    }

    @Test
    void theModelForOneBackend() {
        router.with(options().model("pc", "bigger").build()).chat().send(QUESTION);

        assertThat(pc.chats().get(0).model()).contains("bigger");
        assertThat(router.chat().send(QUESTION).route().served().orElseThrow().model())
                .contains("big");
    }

    @Test
    void rescueForOneCall() {
        pc.dieAfter(1);

        assertThatThrownBy(() -> router.with(options().rescue(Rescue.FAIL).build())
                        .chat()
                        .send(QUESTION))
                .isInstanceOf(StreamInterruptedException.class);
    }

    @Test
    void limitsCanBeTightenedAndNeverWidened() {
        Recorder recorder = new Recorder();
        RoutingPolicy policy = RoutingPolicy.builder()
                .timeouts(t -> t.stall(Duration.ofSeconds(10)).total(Duration.ofSeconds(60)))
                .build();
        try (InferenceRouter strict =
                InferenceRouter.builder().backend(recorder).policy(policy).build()) {
            CallContext seen = strict.with(options()
                            .timeouts(t -> t.stall(Duration.ofSeconds(20)).firstEvent(Duration.ofSeconds(3)))
                            .deadline(Duration.ofHours(1))
                            .within(Zone.THIS_DEVICE, Zone.INTERNET)
                            .header("X-Room", "kitchen")
                            .build())
                    .capability(LIMITS)
                    .seen();

            assertThat(seen.timeouts().stall()).isEqualTo(Duration.ofSeconds(10));
            assertThat(seen.timeouts().firstEvent()).isEqualTo(Duration.ofSeconds(3));
            assertThat(seen.zones()).containsExactly(Zone.THIS_DEVICE);
            assertThat(seen.headers()).containsEntry("X-Room", "kitchen");
            assertThat(seen.deadline() - seen.time().nanoTime())
                    .isLessThanOrEqualTo(Duration.ofSeconds(60).toNanos());

            CallContext sooner = strict.with(
                            options().deadline(Duration.ofSeconds(5)).build())
                    .capability(LIMITS)
                    .seen();
            assertThat(sooner.deadline() - sooner.time().nanoTime())
                    .isLessThanOrEqualTo(Duration.ofSeconds(5).toNanos());
        }
    }

    @Test
    void aDeadlineOfZeroIsRefusedAndHeadersStayPrivate() {
        assertThatThrownBy(() -> options().deadline(Duration.ZERO)).hasMessageContaining("longer than zero");
        assertThat(options().header("Authorization", "Bearer secret").build().toString())
                .contains("Authorization")
                .doesNotContain("secret");
    }

    /** Tells what limits it was given. */
    private static final class Recorder implements Backend {
        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public Tier tier() {
            return Tier.LOCAL;
        }

        @Override
        public String address() {
            return "";
        }

        @Override
        public Set<Capability<?>> capabilities() {
            return Set.of(LIMITS);
        }

        @Override
        public @Nullable String modelFor(Capability<?> capability, @Nullable String asked) {
            return null;
        }

        @Override
        public <T> T bind(Capability<T> capability, CallContext context) {
            return capability.type().cast((Limits) () -> context);
        }

        @Override
        public void probe(CallContext context) {}

        @Override
        public void close() {}
    }
}
