package digital.memu.inference.chat;

import java.util.List;
import java.util.Objects;

/** One message of a conversation. Immutable and thread-safe. */
public final class ChatMessage {

    private final Role role;
    private final String text;
    private final String thinking;
    private final List<Image> images;
    private final List<ToolCall> toolCalls;
    private final String toolName;
    private final String toolCallId;

    private ChatMessage(Builder builder) {
        this.role = builder.role;
        this.text = builder.text;
        this.thinking = builder.thinking;
        this.images = List.copyOf(builder.images);
        this.toolCalls = List.copyOf(builder.toolCalls);
        this.toolName = builder.toolName;
        this.toolCallId = builder.toolCallId;
    }

    /** A message of the person who asks. */
    public static ChatMessage user(String text) {
        return builder(Role.USER).text(text).build();
    }

    /** The rules of the conversation. */
    public static ChatMessage system(String text) {
        return builder(Role.SYSTEM).text(text).build();
    }

    /** An earlier answer of the model. */
    public static ChatMessage assistant(String text) {
        return builder(Role.ASSISTANT).text(text).build();
    }

    /** What a tool returned for a call. */
    public static ChatMessage toolResult(ToolCall call, String result) {
        Builder builder = builder(Role.TOOL).text(result);
        builder.toolName = call.name();
        builder.toolCallId = call.id();
        return builder.build();
    }

    /** A builder of a message with everything a message may carry. */
    public static Builder builder(Role role) {
        return new Builder(role);
    }

    /** Who says it. */
    public Role role() {
        return role;
    }

    /** What is said. */
    public String text() {
        return text;
    }

    /** What the model thought before an earlier answer; empty when unknown. */
    public String thinking() {
        return thinking;
    }

    /** The pictures shown with it. */
    public List<Image> images() {
        return images;
    }

    /** The tools that an earlier answer called. */
    public List<ToolCall> toolCalls() {
        return toolCalls;
    }

    /** The tool whose result this is; empty for other messages. */
    public String toolName() {
        return toolName;
    }

    /** The call whose result this is; empty where the server gave no mark. */
    public String toolCallId() {
        return toolCallId;
    }

    /** Role and length only: a message may be private. */
    @Override
    public String toString() {
        return "ChatMessage[" + role + ", " + text.length() + " characters]";
    }

    /** Collects the parts of a message; not thread-safe. */
    public static final class Builder {
        private final Role role;
        private String text = "";
        private String thinking = "";
        private List<Image> images = List.of();
        private List<ToolCall> toolCalls = List.of();
        private String toolName = "";
        private String toolCallId = "";

        private Builder(Role role) {
            this.role = Objects.requireNonNull(role);
        }

        /** What is said; default empty. */
        public Builder text(String text) {
            this.text = Objects.requireNonNull(text);
            return this;
        }

        /** What the model thought; default empty. */
        public Builder thinking(String thinking) {
            this.thinking = Objects.requireNonNull(thinking);
            return this;
        }

        /** The pictures shown; default none. */
        public Builder images(List<Image> images) {
            this.images = images;
            return this;
        }

        /** The tools called; default none. */
        public Builder toolCalls(List<ToolCall> toolCalls) {
            this.toolCalls = toolCalls;
            return this;
        }

        /** The message. */
        public ChatMessage build() {
            return new ChatMessage(this);
        }
    }
}
