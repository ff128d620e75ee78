package digital.memu.inference.ollama.internal.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.Completion;
import digital.memu.inference.chat.FinishReason;
import digital.memu.inference.chat.TokenLogprob;
import digital.memu.inference.chat.ToolCall;
import digital.memu.inference.chat.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of an answer, of a chat or of a generation; the same object is filled again for each, since a model sends a hundred a second. */
final class ChatLine {

    private static final long ABSENT = -1;

    private String model = "";
    private String text = "";
    private String thinking = "";
    private List<ToolCall> toolCalls = List.of();
    private List<TokenLogprob> logprobs = List.of();
    private boolean done;
    private String doneReason = "";
    private @Nullable Object error;
    private long errorStatus;
    private String remoteHost = "";
    private long total;
    private long load;
    private long promptCount;
    private long prompt;
    private long answerCount;
    private long answer;

    private void clear() {
        text = "";
        thinking = "";
        toolCalls = List.of();
        logprobs = List.of();
        done = false;
        doneReason = "";
        error = null;
        errorStatus = 0;
        remoteHost = "";
        total = ABSENT;
        load = ABSENT;
        promptCount = ABSENT;
        prompt = ABSENT;
        answerCount = ABSENT;
        answer = ABSENT;
    }

    /** Reads the object that the parser stands at the beginning of. */
    void read(JsonParser json) throws IOException {
        clear();
        String name = json.nextFieldName();
        while (name != null) {
            JsonToken token = json.nextToken();
            switch (name) {
                case "model" -> model(json, token);
                case "message" -> message(json, token);
                // A generation has these where a chat has its message.
                case "response" -> text = Scalars.text(json, token);
                case "thinking" -> thinking = Scalars.text(json, token);
                case "tool_calls" -> toolCalls = ToolCalls.read(json, token);
                case "done" -> done = token == JsonToken.VALUE_TRUE;
                case "done_reason" -> doneReason = Scalars.text(json, token);
                case "total_duration" -> total = Scalars.count(json, token, ABSENT);
                case "load_duration" -> load = Scalars.count(json, token, ABSENT);
                case "prompt_eval_count" -> promptCount = Scalars.count(json, token, ABSENT);
                case "prompt_eval_duration" -> prompt = Scalars.count(json, token, ABSENT);
                case "eval_count" -> answerCount = Scalars.count(json, token, ABSENT);
                case "eval_duration" -> answer = Scalars.count(json, token, ABSENT);
                case "logprobs" -> logprobs = Logprobs.read(json, token);
                case "remote_host", "remote_model" -> remote(json, token);
                case "error" -> error = JsonTree.value(json, token);
                // Errors that a server relays carry their status under this name.
                case "StatusCode" -> errorStatus = Scalars.count(json, token, 0);
                default -> json.skipChildren();
            }
            name = json.nextFieldName();
        }
    }

    /** The name is the same on every line, so it is read once. */
    private void model(JsonParser json, @Nullable JsonToken token) throws IOException {
        if (model.isEmpty()) {
            model = Scalars.text(json, token);
        } else {
            json.skipChildren();
        }
    }

    private void remote(JsonParser json, @Nullable JsonToken token) throws IOException {
        String where = Scalars.text(json, token);
        if (!where.isEmpty()) {
            remoteHost = where;
        }
    }

    private void message(JsonParser json, @Nullable JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        String name = json.nextFieldName();
        while (name != null) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "content" -> text = Scalars.text(json, value);
                case "thinking" -> thinking = Scalars.text(json, value);
                case "tool_calls" -> toolCalls = ToolCalls.read(json, value);
                default -> json.skipChildren();
            }
            name = json.nextFieldName();
        }
    }

    boolean failed() {
        return error != null && !"".equals(error);
    }

    ServerError error() {
        boolean told = errorStatus >= 400 && errorStatus <= 599;
        return ServerError.within(told ? (int) errorStatus : 0, error);
    }

    String remoteHost() {
        return remoteHost;
    }

    /** What the line says; null when that is nothing, as between the thinking and the answer of some models. */
    @Nullable
    ChatEvent event() {
        // Some servers have been seen to give a reason and forget the mark.
        boolean last = done || !doneReason.isEmpty();
        if (!last && text.isEmpty() && thinking.isEmpty() && toolCalls.isEmpty() && logprobs.isEmpty()) {
            return null;
        }
        return ChatEvent.of(text, thinking, toolCalls, logprobs, last ? completion() : null);
    }

    private Completion completion() {
        Usage usage = Usage.builder()
                .promptTokens(tokens(promptCount))
                .answerTokens(tokens(answerCount))
                .total(time(total))
                .load(time(load))
                .prompt(time(prompt))
                .answer(time(answer))
                .build();
        return Completion.of(model, FinishReason.of(doneReason), usage);
    }

    private static @Nullable Integer tokens(long count) {
        return count < 0 || count > Integer.MAX_VALUE ? null : (int) count;
    }

    private static @Nullable Duration time(long nanos) {
        return nanos < 0 ? null : Duration.ofNanos(nanos);
    }
}
