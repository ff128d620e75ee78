package digital.memu.inference.ollama.internal.wire;

import digital.memu.inference.chat.ChatMessage;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.Image;
import digital.memu.inference.chat.ResponseFormat;
import digital.memu.inference.chat.Role;
import digital.memu.inference.chat.Think;
import digital.memu.inference.chat.ToolCall;
import digital.memu.inference.chat.ToolSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Chat requests with everything that one may carry, by chance. */
final class RandomRequests {

    private static final String LETTERS = "aZ \n\t\"\\/<>&\u0000\u0007é漢\uD83D\uDE00\u2028{}[]:,";

    private final Random random;

    RandomRequests(Random random) {
        this.random = random;
    }

    ChatRequest next() {
        ChatRequest.Builder request = ChatRequest.builder();
        request.messages(some(1, this::message));
        request.tools(some(0, () -> ToolSpec.of("t" + text(), text(), object(2))));
        if (random.nextBoolean()) {
            request.think(List.of(Think.ON, Think.OFF, Think.level("high")).get(random.nextInt(3)));
        }
        if (random.nextBoolean()) {
            request.format(random.nextBoolean() ? ResponseFormat.json() : ResponseFormat.schema(object(3)));
        }
        request.logprobs(random.nextBoolean());
        if (random.nextBoolean()) {
            request.topLogprobs(random.nextInt(20));
        }
        return request.build();
    }

    private ChatMessage message() {
        if (random.nextInt(4) == 0) {
            return ChatMessage.toolResult(call(), text());
        }
        return ChatMessage.builder(
                        Role.of(List.of("user", "assistant", "system", "odd").get(random.nextInt(4))))
                .text(text())
                .thinking(text())
                .images(some(0, this::image))
                .toolCalls(some(0, this::call))
                .build();
    }

    private Image image() {
        byte[] bytes = new byte[1 + random.nextInt(50)];
        random.nextBytes(bytes);
        return Image.of(bytes);
    }

    private ToolCall call() {
        return ToolCall.of(text(), text(), object(3));
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.put(text(), value(depth - 1));
        }
        return object;
    }

    private Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> text();
            case 1 -> random.nextInt();
            case 2 -> random.nextLong() | 1L << 40;
            case 3 -> random.nextGaussian();
            case 4 -> random.nextBoolean();
            case 5 -> some(0, () -> value(depth - 1));
            default -> object(depth);
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int from = random.nextInt(LETTERS.codePointCount(0, LETTERS.length()));
            text.appendCodePoint(LETTERS.codePointAt(LETTERS.offsetByCodePoints(0, from)));
        }
        return text.toString();
    }

    private <E> List<E> some(int least, Supplier<E> one) {
        List<E> list = new ArrayList<>();
        for (int i = least + random.nextInt(3); i > 0; i--) {
            list.add(one.get());
        }
        return list;
    }
}
