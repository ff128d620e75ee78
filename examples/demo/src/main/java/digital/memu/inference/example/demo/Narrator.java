package digital.memu.inference.example.demo;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import java.io.PrintStream;

/** Prints what happens, as it happens. */
final class Narrator {

    private final PrintStream out;

    Narrator(PrintStream out) {
        this.out = out;
    }

    void say(String line) {
        out.println(line);
    }

    /** Asks, prints the answer while it is written, and then where it came from and how long it took. */
    ChatReply ask(InferenceRouter router, String question) {
        out.println("> " + question);
        long asked = System.nanoTime();
        try (ChatStream stream = router.chat().stream(ChatRequest.of(question))) {
            long firstEvent = 0;
            for (ChatEvent event : stream) {
                firstEvent = firstEvent == 0 ? System.nanoTime() : firstEvent;
                event.joint()
                        .ifPresent(joint -> out.println(" …\n  [" + joint.from() + " is gone; " + joint.to()
                                + (joint.continued() ? " goes on]" : " answers from the beginning]")));
                event.loading().ifPresent(loading -> out.println("  [" + loading + "]"));
                out.print(event.text());
                out.flush();
            }
            ChatReply reply = stream.reply();
            out.println();
            out.println("  route: " + reply.route().explain());
            out.println("  first word after " + millis(firstEvent - asked) + ", whole answer after "
                    + millis(System.nanoTime() - asked));
            out.println();
            return reply;
        }
    }

    private static String millis(long nanos) {
        return nanos / 1_000_000 + " ms";
    }
}
