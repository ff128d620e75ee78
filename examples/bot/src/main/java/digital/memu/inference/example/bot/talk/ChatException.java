package digital.memu.inference.example.bot.talk;

/** The place where people write cannot be used now; the message is a sentence for people. */
public final class ChatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For that reason. */
    public ChatException(String message, Throwable cause) {
        super(message, cause);
    }
}
