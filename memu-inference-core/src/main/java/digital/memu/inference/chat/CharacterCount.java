package digital.memu.inference.chat;

/** The guess that needs no tokenizer: four characters to the token. */
final class CharacterCount {

    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final int MARKS = 4;
    // Between 256 (Gemma 3) and 1,601 (Llama 3.2 Vision); some models take more for a larger picture.
    private static final int IMAGE = 1_000;

    private CharacterCount() {}

    static int tokens(ChatMessage message) {
        int characters = message.text().length() + message.toolName().length();
        for (ToolCall call : message.toolCalls()) {
            characters += call.name().length() + call.arguments().toString().length();
        }
        return MARKS + IMAGE * message.images().size() + tokens(characters);
    }

    static int tokens(ToolSpec tool) {
        return tokens(tool.name().length()
                + tool.description().length()
                + tool.parameters().toString().length());
    }

    private static int tokens(int characters) {
        return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }
}
