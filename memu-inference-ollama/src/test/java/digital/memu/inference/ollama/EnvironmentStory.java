package digital.memu.inference.ollama;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.failure.InferenceException;

/** A program that knows nothing but its environment. */
final class EnvironmentStory {

    private EnvironmentStory() {}

    public static void main(String[] args) {
        try (InferenceRouter router = InferenceRouter.fromEnvironment()) {
            ChatReply reply = router.chat().send(ChatRequest.of("Hello?"));
            System.out.println(
                    reply.route().backend() + " with " + reply.completion().model() + ": " + reply.text());
        } catch (InferenceException e) {
            System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
