package digital.memu.inference.example.bot.state;

/** The bot's memory cannot be read or written; the message says what to do. */
public final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StateException(String message, Throwable cause) {
        super(message, cause);
    }
}
