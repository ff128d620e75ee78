package digital.memu.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.failure.InvalidConfigurationException;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.route.Timeouts;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a router refuses to be made of, and a third party's capability. */
class RouterBuildTest {

    interface Tagger {
        String tag(String photo);
    }

    private static final Capability<Tagger> TAGGER =
            Capability.of("tagger", Tagger.class, dispatcher -> photo -> dispatcher.call(tagger -> tagger.tag(photo)));

    @Test
    void noBackendIsRefusedWithTheFix() {
        assertThatThrownBy(() -> InferenceRouter.builder().build())
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("at least one backend")
                .hasMessageContaining("memu-inference-ollama");
    }

    @Test
    void twoBackendsOfOneNameAreRefusedWithTheFix() {
        InferenceRouter.Builder builder = InferenceRouter.builder()
                .backend(FakeBackend.named("pc").build())
                .backend(FakeBackend.named("pc").local().build());

        assertThatThrownBy(builder::build)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("'pc'")
                .hasMessageContaining("named(");
    }

    @Test
    void timeOutsOfZeroOrLessAreRefusedByName() {
        assertThatThrownBy(() -> Timeouts.builder().stall(Duration.ZERO).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'stall'");
        assertThatThrownBy(
                        () -> Timeouts.builder().connect(Duration.ofMillis(-1)).build())
                .hasMessageContaining("'connect'");
        assertThatThrownBy(() -> Timeouts.builder().streamTotal(Duration.ZERO).build())
                .hasMessageContaining("'streamTotal'");
    }

    @ParameterizedTest
    @ValueSource(longs = {367, Long.MAX_VALUE / 86_400})
    void limitsLongerThanAYearAreRefusedByName(long days) {
        Duration limit = Duration.ofDays(days);
        Map<String, UnaryOperator<Timeouts.Builder>> limits = Map.of(
                "resolve", builder -> builder.resolve(limit),
                "connect", builder -> builder.connect(limit),
                "upload", builder -> builder.upload(limit),
                "firstEvent", builder -> builder.firstEvent(limit),
                "stall", builder -> builder.stall(limit),
                "bufferedStall", builder -> builder.bufferedStall(limit),
                "total", builder -> builder.total(limit),
                "streamTotal", builder -> builder.streamTotal(limit));

        limits.forEach((name, change) -> assertThatIllegalArgumentException()
                .isThrownBy(() -> change.apply(Timeouts.builder()).build())
                .withMessageContaining("'" + name + "' is longer than a year"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RequestOptions.builder().deadline(limit))
                .withMessageContaining("longer than a year");
    }

    @Test
    void aYearIsCounted() {
        Duration year = Duration.ofDays(366);
        RoutingPolicy policy = RoutingPolicy.builder()
                .timeouts(limits ->
                        limits.connect(year).firstEvent(year).total(year).streamTotal(year))
                .build();
        try (InferenceRouter router = InferenceRouter.builder()
                .backend(FakeBackend.named("pc").answering("yes").build())
                .policy(policy)
                .build()) {
            RequestOptions options = RequestOptions.builder().deadline(year).build();

            assertThat(router.chat().send(ChatRequest.of("?")).text()).isEqualTo("yes");
            assertThat(router.with(options).chat().send(ChatRequest.of("?")).text())
                    .isEqualTo("yes");
        }
    }

    @Test
    void aCapabilityOfOnesOwnIsRoutedLikeTheOthers() {
        FakeBackend pc = FakeBackend.named("pc")
                .offering(TAGGER, photo -> photo + " on the pc")
                .build();
        FakeBackend hub = FakeBackend.named("hub")
                .local()
                .offering(TAGGER, photo -> photo + " on the hub")
                .build();
        try (InferenceRouter router = InferenceRouter.builder()
                .backend(pc)
                .backend(hub)
                .time(new ManualClock())
                .build()) {
            Tagger tagger = router.capability(TAGGER);

            assertThat(tagger.tag("dog")).isEqualTo("dog on the pc");
            pc.goOffline();
            assertThat(tagger.tag("dog")).isEqualTo("dog on the hub");
        }
    }

    @Test
    void aCapabilityThatNobodyOffersSaysWhoWasConsidered() {
        try (InferenceRouter router = InferenceRouter.builder()
                .backend(FakeBackend.named("pc").build())
                .build()) {
            assertThatThrownBy(() -> router.capability(TAGGER).tag("dog")).hasMessageContaining("offers no tagger");
        }
    }

    @Test
    void whoServesAnotherCapabilityIsNotMentioned() {
        FakeBackend pc = FakeBackend.named("pc")
                .offering(TAGGER, photo -> photo + " on the pc")
                .build();
        FakeBackend other = FakeBackend.named("other").build();
        try (InferenceRouter router =
                InferenceRouter.builder().backend(other).backend(pc).build()) {
            assertThat(router.explain(TAGGER).choices()).hasSize(1);
            pc.goOffline();

            assertThatThrownBy(() -> router.capability(TAGGER).tag("dog")).hasMessageNotContaining("other");
        }
    }
}
