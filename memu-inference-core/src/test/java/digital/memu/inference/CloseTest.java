package digital.memu.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.route.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Closing a router closes all that it owns, whatever goes wrong on the way. */
@SuppressWarnings("try") // closing is what is tested here
class CloseTest {

    private final List<String> closed = new ArrayList<>();

    @Test
    void aBackendThatCannotBeClosedKeepsNoOtherOpen() {
        InferenceRouter router = InferenceRouter.builder()
                .backend(new Stubborn("first"))
                .backend(new Stubborn("second"))
                .backend(new Stubborn("third"))
                .build();

        assertThatThrownBy(router::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("first")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("second", "third"));

        assertThat(closed).containsExactly("first", "second", "third");
        assertThatThrownBy(() -> router.async().chat().send(ChatRequest.of("?")).join())
                .hasCauseInstanceOf(InferenceCancelledException.class);
        router.close();
        assertThat(closed).hasSize(3);
    }

    /** A backend whose close fails. */
    private final class Stubborn implements Backend {
        private final String name;

        Stubborn(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
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
            return Set.of();
        }

        @Override
        public @Nullable String modelFor(Capability<?> capability, @Nullable String asked) {
            return asked;
        }

        @Override
        public <T> T bind(Capability<T> capability, CallContext context) {
            throw new AssertionError("offers nothing");
        }

        @Override
        public void probe(CallContext context) {}

        @Override
        public void close() {
            closed.add(name);
            throw new IllegalStateException(name);
        }
    }
}
