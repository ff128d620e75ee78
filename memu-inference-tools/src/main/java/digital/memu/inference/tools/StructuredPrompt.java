package digital.memu.inference.tools;

import digital.memu.inference.chat.ChatMessage;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ResponseFormat;
import digital.memu.inference.chat.Role;
import digital.memu.inference.tools.internal.json.JsonAnswer;
import digital.memu.inference.tools.internal.shape.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the model is told about the form of its answer. */
final class StructuredPrompt {

    private StructuredPrompt() {}

    /** The request with the schema in its last question and as its format. */
    static ChatRequest withSchema(ChatRequest request, Map<String, Object> schema) {
        String order = "Answer with one JSON object only, by this JSON schema:\n" + JsonAnswer.text(schema);
        List<ChatMessage> messages = new ArrayList<>(request.messages());
        int last = lastQuestion(messages);
        if (last < 0) {
            messages.add(ChatMessage.user(order));
        } else {
            // In the same message: many templates refuse two questions in a row.
            messages.set(last, extended(messages.get(last), order));
        }
        return request.toBuilder()
                .clearMessages()
                .messages(messages)
                .format(ResponseFormat.schema(schema))
                .build();
    }

    /** The request that has the answer mended. */
    static ChatRequest again(ChatRequest asked, ChatReply wrong, List<Problem> problems) {
        String complaint = problems.stream()
                .map(problem -> "- " + problem.full())
                .collect(Collectors.joining(
                        "\n", "This answer cannot be used:\n", "\nAnswer again, with the corrected JSON object only."));
        return asked.toBuilder().message(wrong.toMessage()).user(complaint).build();
    }

    private static int lastQuestion(List<ChatMessage> messages) {
        int last = messages.size() - 1;
        while (last >= 0 && !messages.get(last).role().equals(Role.USER)) {
            last--;
        }
        return last;
    }

    private static ChatMessage extended(ChatMessage question, String order) {
        return ChatMessage.builder(Role.USER)
                .text(question.text() + "\n\n" + order)
                .images(question.images())
                .build();
    }
}
