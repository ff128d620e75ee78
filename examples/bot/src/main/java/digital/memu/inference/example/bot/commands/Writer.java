package digital.memu.inference.example.bot.commands;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.Joint;
import digital.memu.inference.example.bot.talk.Answer;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.route.Tier;
import java.util.function.Consumer;

/** Has a model write, and shows the text while it grows. Thread-safe. */
public final class Writer {

    /** More than anybody reads in a room; what a model writes beyond it is not waited for. */
    static final int LONGEST = 40_000;

    /**
     * The same for all that the bot asks, since servers load a model anew for another one; and told, since what they would
     * take by themselves differs between machines, so that one could cut silently what another did not.
     */
    static final int CONTEXT_LENGTH = 8192;

    private final InferenceRouter router;

    /** By the servers of this router. */
    public Writer(InferenceRouter router) {
        this.router = router;
    }

    /**
     * The whole answer.
     *
     * @throws digital.memu.inference.failure.InferenceException if nobody could give a word of it
     */
    Answer write(ChatRequest request, Consumer<String> live) {
        return write(router.chat().stream(request), live);
    }

    /** The same of a stream, which is closed. */
    Answer write(ChatStream answer, Consumer<String> live) {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        Joint rescued = null;
        try (ChatStream stream = answer) {
            for (ChatEvent event : stream) {
                if (event.joint().isPresent()) {
                    rescued = event.joint().get();
                    if (!rescued.continued()) {
                        text.setLength(0);
                    }
                }
                text.append(event.text());
                if (text.length() > LONGEST) {
                    return Answer.ofModel(text.substring(0, LONGEST)).withNote("cut here: the answer was too long");
                }
                // After a new beginning the old text stays until the new one is as long: nobody sees it shrink.
                if (text.length() > shown) {
                    shown = text.length();
                    live.accept(text.toString());
                }
            }
        } catch (AllBackendsFailedException e) {
            if (e.partialText().isBlank()) {
                throw e;
            }
            return Answer.ofModel(e.partialText()).withNote("broken off here: " + Apology.why(e, router.status()));
        }
        if (text.toString().isBlank()) {
            return Answer.own("The AI answered nothing at all. Ask again, perhaps in other words.");
        }
        return Answer.ofModel(text.toString().strip()).withNote(rescued == null ? "" : finishedOn(rescued));
    }

    private String finishedOn(Joint rescued) {
        boolean here = router.status()
                .backend(rescued.to())
                .filter(backend -> backend.tier() == Tier.LOCAL)
                .isPresent();
        return here ? "finished on this hub" : "finished on " + rescued.to();
    }
}
