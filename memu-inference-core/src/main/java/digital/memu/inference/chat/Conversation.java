package digital.memu.inference.chat;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A talk with a model that remembers what was said, as much of it as fits.
 *
 * <pre>{@code
 * Conversation talk = Conversation.with(router.chat()).system("Be brief.").contextBudget(4096).build();
 * ChatReply who = talk.ask("Who wrote Faust?");
 * ChatReply when = talk.ask("And when?");
 * }</pre>
 *
 * <p>A question and its answer are remembered together, when the answer is complete; after a failure everything is as it
 * was. What does not fit the budget is forgotten by whole turns, the oldest first: a message of the user with everything
 * up to the next one, tool calls and their results included. The rules and the newest turn always stay.
 *
 * <p>Thread-safe. One question at a time: whoever asks meanwhile waits, in the order of arrival, since the second question
 * may refer to the first answer; an interrupt ends the waiting. A stream takes its turn when it is first read and keeps it
 * until it ends or is closed. Needs no closing; the model belongs to whoever made it.
 */
public final class Conversation {

    private final Asking asking;
    private final Floor floor;

    private Conversation(Asking asking, Memory memory) {
        this.asking = asking;
        this.floor = new Floor(memory);
    }

    /** A builder of a conversation with this model. */
    public static Builder with(ChatModel model) {
        return new Builder(model);
    }

    /**
     * Asks, waits for the whole answer, and remembers both.
     *
     * @throws digital.memu.inference.failure.InferenceException if no whole answer could be had, or the thread was
     *     interrupted; the question is not remembered then
     * @throws IllegalStateException if this thread has a stream of this conversation open
     */
    public ChatReply ask(String question) {
        return ask(ChatMessage.user(question));
    }

    /**
     * The same with messages of any kind: a question with a picture, or the results of the tools that the last answer
     * called.
     *
     * @throws digital.memu.inference.failure.InferenceException as {@link #ask(String)}
     * @throws IllegalArgumentException if there is no message
     * @throws IllegalStateException as {@link #ask(String)}
     */
    public ChatReply ask(ChatMessage... messages) {
        return hold(checked(messages), asking.model()::send, Prompt::answered);
    }

    /**
     * Asks by another way than one request, for example through a tool loop: {@code way} answers the request, and what
     * {@code remembered} makes of its outcome is kept behind the question, the answer last.
     *
     * @throws IllegalStateException as {@link #ask(String)}
     */
    public <T> T ask(
            ChatMessage question,
            Function<? super ChatRequest, ? extends T> way,
            Function<? super T, ? extends List<ChatMessage>> remembered) {
        return hold(List.of(question), way, (prompt, outcome) -> prompt.answered(remembered.apply(outcome)));
    }

    /**
     * Opens the answer as a stream; question and answer are remembered when the last event is read.
     *
     * <p>Contacts nobody, and takes no turn, before the first event is asked for. A stream that is closed earlier leaves
     * nothing behind. After a joint only the text from there on is remembered.
     */
    public ChatStream stream(String question) {
        return stream(ChatMessage.user(question));
    }

    /**
     * The same with messages of any kind.
     *
     * @throws IllegalArgumentException if there is no message
     */
    public ChatStream stream(ChatMessage... messages) {
        return new ConversationStream(floor, asking, checked(messages));
    }

    /** What was said and is still remembered, the rules first; does not wait for a question that is being answered. */
    public List<ChatMessage> history() {
        return floor.memory().messages();
    }

    /** Forgets all but the rules; the answer to a question that is open now will not be remembered. */
    public void clear() {
        floor.forget();
    }

    /** A conversation of its own that goes on from here; a question that is open now is not in it. */
    public Conversation copy() {
        return new Conversation(asking, floor.memory());
    }

    /**
     * A conversation of its own, with the same model and settings, that goes on from {@code history}.
     *
     * <p>System messages at its beginning are the rules if this conversation has none, and are left out otherwise.
     */
    public Conversation withHistory(List<ChatMessage> history) {
        Memory now = floor.memory();
        return new Conversation(asking, Memory.of(now.rules(), history).corrected(now.correction()));
    }

    /** The count only: a conversation is private. */
    @Override
    public String toString() {
        return "Conversation[" + history().size() + " messages]";
    }

    private <T> T hold(
            List<ChatMessage> question, Function<? super ChatRequest, ? extends T> way, Outcome<? super T> outcome) {
        Object ticket = new Object();
        Memory memory = floor.enter(ticket);
        try {
            Prompt prompt = asking.prompt(memory, question);
            T answer = way.apply(prompt.request());
            floor.remember(ticket, outcome.of(prompt, answer));
            return answer;
        } finally {
            floor.leave(ticket);
        }
    }

    private static List<ChatMessage> checked(ChatMessage... messages) {
        if (messages.length == 0) {
            throw new IllegalArgumentException("A question needs at least one message");
        }
        return List.of(messages);
    }

    private interface Outcome<T> {
        Memory of(Prompt prompt, T answer);
    }

    /** Collects what a conversation is like; not thread-safe. */
    public static final class Builder {
        private final ChatModel model;
        private List<ChatMessage> rules = List.of();
        private List<ChatMessage> history = List.of();
        private int budget = Integer.MAX_VALUE;
        private TokenEstimator estimator = TokenEstimator.characters();
        private UnaryOperator<ChatRequest.Builder> settings = UnaryOperator.identity();

        private Builder(ChatModel model) {
            this.model = Objects.requireNonNull(model);
        }

        /** The rules, sent with every question; default none. */
        public Builder system(String rules) {
            this.rules = List.of(ChatMessage.system(rules));
            return this;
        }

        /**
         * What was said before; default nothing.
         *
         * <p>System messages at its beginning are the rules if {@link #system} gives none, and are left out otherwise.
         */
        public Builder history(List<ChatMessage> history) {
            this.history = List.copyOf(history);
            return this;
        }

        /**
         * How many tokens the messages of one request may take; default no limit.
         *
         * <p>What they leave of the model's context is the room for the answer: with a context of 8,192 tokens a budget
         * of 6,000 is a good one. Without a limit the server drops what does not fit, silently. The count is a guess,
         * corrected upwards when a server counts more; when it exceeds the budget, turns are forgotten until a quarter
         * of it is free.
         */
        public Builder contextBudget(int tokens) {
            this.budget = tokens;
            return this;
        }

        /** How tokens are guessed; default {@link TokenEstimator#characters()}. */
        public Builder estimator(TokenEstimator estimator) {
            this.estimator = Objects.requireNonNull(estimator);
            return this;
        }

        /**
         * Everything else about each request, for example {@code r -> r.model("llama3.2").think(Think.OFF)}; the messages
         * are the conversation's own.
         */
        public Builder request(UnaryOperator<ChatRequest.Builder> settings) {
            this.settings = Objects.requireNonNull(settings);
            return this;
        }

        /**
         * The conversation; contacts nobody.
         *
         * @throws IllegalArgumentException if the budget is not positive, or no request can be built with the settings
         */
        public Conversation build() {
            if (budget <= 0) {
                throw new IllegalArgumentException("A context budget of " + budget + " tokens leaves room for nothing;"
                        + " leave it out to send everything");
            }
            PromptBudget limit = new PromptBudget(budget, estimator);
            return new Conversation(new Asking(model, limit, settings), Memory.of(rules, history));
        }
    }
}
