package digital.memu.inference.example.bot.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.inference.example.bot.talk.Answer;
import digital.memu.inference.example.bot.talk.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages that an answer is, and how they become the whole one.
 *
 * <p>A message is sent under a name that follows from the question, so that after a crash the one that is there is found
 * again instead of a second one being sent. For one thread at a time.
 */
final class LiveText {

    /** What a homeserver takes of one who edits. */
    private static final Duration BETWEEN_EDITS = Duration.ofSeconds(1);

    private final Homeserver homeserver;
    private final Courier courier;
    private final Message question;
    private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private final List<Sent> sent = new ArrayList<>();
    private int edits;
    private long lastSent;

    /** A message may be there that nobody confirmed, and with another text than the one that is sent next. */
    private boolean uncertain;

    /** {@code shownBefore}: before a crash something may have been shown that is not the whole answer. */
    LiveText(Homeserver homeserver, Courier courier, Message question, boolean shownBefore) {
        this.homeserver = homeserver;
        this.courier = courier;
        this.question = question;
        this.uncertain = shownBefore;
        this.lastSent = System.nanoTime() - BETWEEN_EDITS.toNanos();
    }

    /**
     * Shows what there is of it; tried once.
     *
     * @throws MatrixException if the homeserver did not take it
     */
    void show(Answer soFar) {
        List<Part> parts = Part.of(soFar);
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (i == sent.size()) {
                String event = send(name(i, ""), Content.notice(part));
                sent.add(new Sent(event, part));
            } else if (!sent.get(i).part.equals(part)) {
                String event = sent.get(i).event;
                rest();
                send(name(i, run + ++edits), Content.edit(part, event));
                sent.set(i, new Sent(event, part));
            }
        }
    }

    private String send(String transaction, JsonNode content) {
        try {
            return homeserver.send(question.room(), transaction, content);
        } catch (MatrixException e) {
            // Who is told to wait has sent nothing; of any other failure only the answer may have been lost.
            uncertain |= !e.isTooFast();
            throw e;
        } finally {
            lastSent = System.nanoTime();
        }
    }

    /** The last edit follows the one before it no sooner than all others do. */
    private void rest() {
        courier.rest(BETWEEN_EDITS.minusNanos(System.nanoTime() - lastSent));
    }

    /**
     * Makes it the whole answer; waits until the homeserver has confirmed that.
     *
     * @throws MatrixException if it never will
     */
    void finish(Answer whole) {
        List<Part> parts = Part.of(whole);
        for (int i = 0; i < Math.max(parts.size(), sent.size()); i++) {
            Part part = i < parts.size() ? parts.get(i) : new Part("…", "…");
            boolean isThere = i < sent.size();
            String event =
                    isThere ? sent.get(i).event : courier.deliver(question.room(), name(i, ""), Content.notice(part));
            if (uncertain || (isThere && !sent.get(i).part.equals(part))) {
                rest();
                courier.deliver(question.room(), name(i, "end"), Content.edit(part, event));
                lastSent = System.nanoTime();
            }
        }
    }

    private String name(int part, String what) {
        return Transactions.name(question.id(), part + what);
    }

    private record Sent(String event, Part part) {}
}
