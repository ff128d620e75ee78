package digital.memu.inference.ollama.testing;

/** A request that is answered with an error. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    Refusal(Reply reply) {
        super("HTTP " + reply.status());
        this.reply = reply;
    }

    Refusal(int status, String text) {
        this(Reply.error(status, text));
    }

    Reply reply() {
        return reply;
    }
}
