package digital.memu.inference.example.bot.commands;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.Conversation;
import digital.memu.inference.example.bot.talk.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** One talk with the AI for each room, forgotten when the room has been silent for a while. Thread-safe. */
public final class Talks {

    private static final Duration SILENCE = Duration.ofMinutes(30);
    private static final int MOST_ROOMS = 100;

    /** Leaves a quarter of the context for the answer. */
    private static final int BUDGET = Writer.CONTEXT_LENGTH * 3 / 4;

    private final Conversation fresh;
    private final Map<String, Talk> talks = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** With the servers of this router. */
    public Talks(InferenceRouter router) {
        this.fresh = Conversation.with(router.chat())
                .system("You answer in a family's chat room. Be brief and friendly.")
                .contextBudget(BUDGET)
                .request(request -> request.options(options -> options.contextLength(Writer.CONTEXT_LENGTH)))
                .build();
    }

    Conversation of(Message message) {
        lock.lock();
        try {
            Talk last = talks.remove(message.room());
            boolean goesOn = last != null && message.at().isBefore(last.at.plus(SILENCE));
            Conversation talk = last != null && goesOn ? last.talk : fresh.copy();
            talks.put(message.room(), new Talk(talk, message.at()));
            if (talks.size() > MOST_ROOMS) {
                talks.remove(talks.keySet().iterator().next());
            }
            return talk;
        } finally {
            lock.unlock();
        }
    }

    private record Talk(Conversation talk, Instant at) {}
}
