package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.failure.RequestRejectedException;
import digital.memu.inference.testing.FakeBackend;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What another backend says when it was asked to go on, and does not just go on. */
class ContinuationTest {

    private static final ChatRequest QUESTION = ChatRequest.of("Tell me a story.");

    @Test
    void aThoughtWithinTheContinuationDoesNotBringTheWholeAnswerAgain() {
        Continuation goingOn = Objects.requireNonNull(Continuation.of(QUESTION, "Once upon a time there was", 6));

        assertThat(goingOn.take(ChatEvent.text(" a cat"))).isNotNull();
        ChatEvent thought = goingOn.take(ChatEvent.thinking("what next?"));

        assertThat(goingOn.refused()).isFalse();
        assertThat(thought).isNotNull().extracting(ChatEvent::thinking).isEqualTo("what next?");
        assertThat(goingOn.take(ChatEvent.text(" in boots"))).isNotNull();
    }

    @Test
    void aThoughtBeforeTheContinuationIsANewAnswer() {
        Continuation goingOn = Objects.requireNonNull(Continuation.of(QUESTION, "Once upon a time there was", 6));

        assertThat(goingOn.take(ChatEvent.thinking("hm"))).isNull();
        assertThat(goingOn.refused()).isTrue();
    }

    /** The text so far may be what makes it too long for the other one's context. */
    @Test
    void whoRefusesToGoOnIsAskedForTheWholeAnswer() {
        FakeBackend pc = FakeBackend.named("pc")
                .answering("Once upon a time there was a cat in boots.")
                .build();
        FakeBackend hub =
                FakeBackend.named("hub").local().answering("There was a dog.").build();
        WrappedFake goesOn = new WrappedFake(hub) {
            @Override
            public boolean continues(ChatRequest request, CallContext context) {
                return true;
            }
        };
        pc.dieAfter(7);
        hub.failNext(new RequestRejectedException("fake://hub", 400, "exceeds the available context size", "", null));

        try (InferenceRouter router =
                InferenceRouter.builder().backend(pc).backend(goesOn).build()) {
            ChatReply reply = router.chat().send(QUESTION);

            assertThat(reply.text()).isEqualTo("There was a dog.");
            assertThat(hub.chats()).hasSize(2);
            assertThat(hub.chats().get(1).messages()).isEqualTo(QUESTION.messages());
        }
    }
}
