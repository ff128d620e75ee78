package digital.memu.inference.immich.testing;

/** A request ends with this answer instead of a result. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Reply reply;

    Refusal(Reply reply) {
        super("status " + reply.status(), null, false, false);
        this.reply = reply;
    }

    static Refusal of(int status, String detail) {
        return new Refusal(Reply.detail(status, detail));
    }

    /** What an error that nobody foresaw ends as. */
    static Refusal crash() {
        return new Refusal(Reply.crash());
    }

    Reply reply() {
        return reply;
    }
}
