package digital.memu.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.failure.StreamInterruptedException;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.Rescue;
import digital.memu.inference.route.Route;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a listener is told, what it is never told, and that it can break nothing. */
class ListenerTest {

    private static final String SECRET = "my diary";

    private final FakeBackend pc = FakeBackend.named("pc").answering(SECRET).build();
    private final FakeBackend hub =
            FakeBackend.named("hub").local().answering(SECRET + " too").build();
    private final List<String> told = new ArrayList<>();

    @Test
    void attemptsRequestsStatesAndRescuesAreToldWithoutAWordOfTheChat() {
        try (InferenceRouter router = InferenceRouter.builder()
                .backend(pc)
                .backend(hub)
                .time(new ManualClock())
                .listener(new Writing())
                .build()) {
            pc.dieAfter(1);
            router.chat().send(ChatRequest.of(SECRET));
            pc.goOffline();
            router.chat().send(ChatRequest.of(SECRET));
        }

        assertThat(told)
                .containsExactly(
                        "state pc UNKNOWN UP",
                        "attempt chat pc FAILED",
                        "state hub UNKNOWN UP",
                        "rescue chat pc hub",
                        "attempt chat hub SERVED",
                        "request chat hub",
                        "state pc UP DOWN",
                        "attempt chat pc FAILED",
                        "attempt chat hub SERVED",
                        "request chat hub");
    }

    @Test
    void aModelsNameWritesNoLineOfItsOwn() {
        List<String> reasons = new ArrayList<>();
        InferenceListener listener = new InferenceListener() {
            @Override
            public void stateChanged(String backend, BackendState from, BackendState to, String reason) {
                reasons.add(reason);
            }
        };
        try (InferenceRouter router = InferenceRouter.builder()
                .backend(pc)
                .backend(hub)
                .time(new ManualClock())
                .listener(listener)
                .build()) {
            pc.failNext(new ModelNotFoundException("http://pc", 404, "m", "model not found", "pull it"));
            router.chat()
                    .send(ChatRequest.builder()
                            .model("m\nhub: DOWN (was UP)")
                            .user("?")
                            .build());
        }

        assertThat(reasons).anyMatch(reason -> reason.startsWith("m?hub")).noneMatch(reason -> reason.contains("\n"));
    }

    @Test
    void aListenerThatThrowsBreaksNothing() {
        InferenceListener broken = new InferenceListener() {
            @Override
            public void attemptEnded(String capability, Attempt attempt) {
                throw new IllegalStateException("broken on purpose");
            }
        };
        try (InferenceRouter router = InferenceRouter.builder()
                .backend(pc)
                .listener(broken)
                .listener(new Writing())
                .build()) {
            assertThat(router.chat().send(ChatRequest.of("?")).text()).isEqualTo(SECRET);
        }
        assertThat(told).contains("request chat pc");
    }

    /** A class that is missing at run time, and what a language without checked exceptions throws. */
    @Test
    void whatNoListenerMayDeclareBreaksNothingEither() {
        for (Throwable thrown : List.of(new NoClassDefFoundError("on purpose"), new IOException("on purpose"))) {
            InferenceListener broken = new InferenceListener() {
                @Override
                public void stateChanged(String backend, BackendState from, BackendState to, String reason) {
                    throw ListenerTest.<RuntimeException>undeclared(thrown);
                }
            };
            try (InferenceRouter router = InferenceRouter.builder()
                    .backend(pc)
                    .listener(broken)
                    .listener(new Writing())
                    .build()) {
                assertThat(router.chat().send(ChatRequest.of("?")).text()).isEqualTo(SECRET);
            }
        }
        assertThat(told).filteredOn(line -> line.startsWith("state")).isNotEmpty();
    }

    @SuppressWarnings("unchecked") // that is the trick
    private static <E extends Throwable> E undeclared(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void breakersAndTheEndOfARequestThatMayNotBeRescuedAreTold() {
        try (InferenceRouter router = InferenceRouter.builder()
                .backend(pc)
                .policy(RoutingPolicy.builder().rescue(Rescue.FAIL).build())
                .listener(new Writing())
                .build()) {
            for (int i = 0; i < 3; i++) {
                pc.dieAfter(1);
                assertThatThrownBy(() -> router.chat().send(ChatRequest.of(SECRET)))
                        .isInstanceOf(StreamInterruptedException.class);
            }
            router.chat().send(ChatRequest.of(SECRET));
        }

        assertThat(told).filteredOn(line -> line.startsWith("request")).hasSize(4);
        assertThat(told).containsOnlyOnce("opened pc chat").containsOnlyOnce("closed pc chat");
    }

    private final class Writing implements InferenceListener {
        @Override
        public void attemptEnded(String capability, Attempt attempt) {
            tell("attempt " + capability + " " + attempt.backend() + " " + attempt.outcome(), attempt.toString());
        }

        @Override
        public void requestEnded(String capability, Route route) {
            tell("request " + capability + " " + route.backend(), route.explain());
        }

        @Override
        public void stateChanged(String backend, BackendState from, BackendState to, String reason) {
            tell("state " + backend + " " + from + " " + to, reason);
        }

        @Override
        public void rescued(String capability, String from, String to) {
            tell("rescue " + capability + " " + from + " " + to, "");
        }

        @Override
        public void breakerOpened(String backend, String capability, String reason) {
            tell("opened " + backend + " " + capability, reason);
        }

        @Override
        public void breakerClosed(String backend, String capability) {
            tell("closed " + backend + " " + capability, "");
        }

        private void tell(String line, String rest) {
            assertThat(line + rest).doesNotContain(SECRET);
            told.add(line);
        }
    }
}
