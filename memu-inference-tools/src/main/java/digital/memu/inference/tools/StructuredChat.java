package digital.memu.inference.tools;

import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.FinishReason;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.StructuredAnswerException;
import digital.memu.inference.tools.internal.json.JsonAnswer;
import digital.memu.inference.tools.internal.shape.Problem;
import digital.memu.inference.tools.internal.shape.Reading;
import digital.memu.inference.tools.internal.shape.TypeShape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Answers as Java values: the schema is derived from the type, and the answer is checked against it.
 *
 * <pre>{@code
 * record Reminder(String text, LocalDateTime when) {}
 * Reminder reminder = StructuredChat.of(router.chat(), Reminder.class)
 *         .ask("It is Friday, 2026-01-30. Remind me tomorrow at 8 to water the plants.");
 * }</pre>
 *
 * <p>The schema goes to the server, which holds the model to it, and into the last question, since the model itself sees
 * nothing else of it. An answer that does not fit is sent back once, with what is wrong. Thread-safe; needs no closing.
 *
 * @param <T> the type of the answers, see the package for what it may contain
 */
public final class StructuredChat<T> {

    private final ChatModel model;
    private final TypeShape<T> shape;

    private StructuredChat(ChatModel model, TypeShape<T> shape) {
        this.model = model;
        this.shape = shape;
    }

    /**
     * Answers of this type by this model; contacts nobody.
     *
     * @throws IllegalArgumentException if the type, or anything in it, cannot be told as JSON; the message says what
     */
    public static <T> StructuredChat<T> of(ChatModel model, Class<T> type) {
        return new StructuredChat<>(model, Types.shape(type));
    }

    /** The JSON schema of the type. */
    public Map<String, Object> schema() {
        return shape.schema();
    }

    /**
     * Asks one question.
     *
     * @throws StructuredAnswerException if neither the answer nor the second try fits the type, or it was cut by the limit
     *     of tokens
     * @throws InferenceException if no whole answer could be had
     */
    public T ask(String question) {
        return ask(ChatRequest.of(question));
    }

    /**
     * Asks with a whole conversation, a model and options of one's own.
     *
     * @throws StructuredAnswerException as {@link #ask(String)}
     * @throws InferenceException as {@link #ask(String)}
     * @throws IllegalArgumentException as {@link #send}
     */
    public T ask(ChatRequest request) {
        return send(request).value();
    }

    /**
     * The same, with the reply: at most two requests, both of which may be repeated and moved as any other.
     *
     * @throws StructuredAnswerException as {@link #ask(String)}
     * @throws InferenceException as {@link #ask(String)}
     * @throws IllegalArgumentException if the request has tools: let a {@link ToolLoop} run first, and ask with its messages
     */
    public StructuredAnswer<T> send(ChatRequest request) {
        if (!request.tools().isEmpty()) {
            throw new IllegalArgumentException("An answer is either in a form or a call of tools. Run the tools first"
                    + " (ToolLoop), then ask with their messages and without the tools");
        }
        ChatRequest asked = StructuredPrompt.withSchema(request, shape.schema());
        ChatReply first = model.send(asked);
        Reading<T> reading = read(first);
        T value = reading.value();
        if (value != null) {
            return new StructuredAnswer<>(value, first, false);
        }
        StructuredAnswerException invalid = invalid(first, reading);
        if (wasCut(first)) {
            // A second try would be cut as well.
            throw invalid;
        }
        return repaired(asked, first, reading, invalid);
    }

    private StructuredAnswer<T> repaired(
            ChatRequest asked, ChatReply first, Reading<T> wrong, StructuredAnswerException invalid) {
        ChatReply second;
        try {
            second = model.send(StructuredPrompt.again(asked, first, wrong.problems()));
        } catch (InferenceException e) {
            e.addSuppressed(invalid);
            throw e;
        }
        Reading<T> reading = read(second);
        T value = reading.value();
        if (value == null) {
            StructuredAnswerException again = invalid(second, reading);
            again.addSuppressed(invalid);
            throw again;
        }
        return new StructuredAnswer<>(value, second, true);
    }

    private Reading<T> read(ChatReply reply) {
        try {
            return shape.read(JsonAnswer.object(reply.text()));
        } catch (IOException e) {
            return Reading.unreadable(String.valueOf(e.getMessage()));
        }
    }

    private StructuredAnswerException invalid(ChatReply reply, Reading<T> reading) {
        List<String> problems = reading.problems().stream().map(Problem::full).toList();
        if (wasCut(reply)) {
            return new StructuredAnswerException(
                    "The answer was cut by the limit of tokens before the " + shape.name() + " was complete",
                    "Raise maxTokens (or contextLength) in the request's options, or ask for less",
                    problems,
                    reply.text());
        }
        return new StructuredAnswerException(
                "The answer is no " + shape.name() + ": "
                        + reading.problems().stream().map(Problem::brief).collect(Collectors.joining("; ")),
                "Say more exactly what is wanted, or use a larger model",
                problems,
                reply.text());
    }

    private static boolean wasCut(ChatReply reply) {
        return reply.completion().finishReason().equals(FinishReason.LENGTH);
    }
}
