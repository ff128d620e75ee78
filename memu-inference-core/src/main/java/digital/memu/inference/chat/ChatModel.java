package digital.memu.inference.chat;

/**
 * Answers a conversation.
 *
 * <p>The router, a single server's client and a fake in a test all speak this interface. Implementations are
 * thread-safe.
 */
public interface ChatModel {

    /**
     * Sends the conversation and waits for the whole answer.
     *
     * <p>All clocks apply, among them the total one. May be repeated, and moved to another server, at any time: until it
     * returns nothing of the answer has been shown to anybody.
     *
     * @throws digital.memu.inference.failure.InferenceException if no whole answer could be had; a truncated answer is
     *     never returned
     */
    ChatReply send(ChatRequest request);

    /**
     * Opens the answer as a stream of events.
     *
     * <p>Contacts nobody yet: the request goes out when the first event is asked for, on the thread that asks.
     */
    ChatStream stream(ChatRequest request);
}
