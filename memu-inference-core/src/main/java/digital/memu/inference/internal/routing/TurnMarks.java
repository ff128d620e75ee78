package digital.memu.inference.internal.routing;

import java.util.List;

/** How models begin a turn, when their template failed to do it for them. */
final class TurnMarks {

    private static final List<String> MARKS = List.of(
            "<|im_start|>",
            "<|im_end|>",
            "<|start_header_id|>",
            "<|eot_id|>",
            "<|start|>",
            "<|channel|>",
            "<|user|>",
            "<|assistant|>",
            "<|system|>",
            "<|end|>",
            "<start_of_turn>",
            "<end_of_turn>",
            "<think>",
            "[INST]",
            "[/INST]",
            "### Assistant",
            "### User",
            "### Instruction",
            "### Response",
            "assistant\n");

    private TurnMarks() {}

    /** Whether the text begins with a mark. */
    static boolean begins(String text) {
        return MARKS.stream().anyMatch(text::startsWith);
    }

    /** Whether the text may become one that does. */
    static boolean mayBegin(String text) {
        return MARKS.stream().anyMatch(mark -> mark.startsWith(text));
    }
}
