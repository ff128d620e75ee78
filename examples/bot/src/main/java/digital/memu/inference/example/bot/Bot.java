package digital.memu.inference.example.bot;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.example.bot.commands.Apology;
import digital.memu.inference.example.bot.commands.Call;
import digital.memu.inference.example.bot.commands.Commands;
import digital.memu.inference.example.bot.talk.Answer;
import digital.memu.inference.example.bot.talk.Chat;
import digital.memu.inference.example.bot.talk.ChatException;
import digital.memu.inference.example.bot.talk.Message;
import digital.memu.inference.example.bot.talk.Reply;
import digital.memu.inference.example.bot.work.Lanes;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears a message and answers it in its turn: rooms side by side, questions of a room one after the other, and what needs no
 * model at once. Thread-safe; closing it ends what runs, without a word.
 */
public final class Bot implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Bot.class);
    private static final int MOST_WAITING = 20;
    private static final int LONGEST_QUESTION = 16_000;

    private final Commands commands;
    private final InferenceRouter router;
    private final Lanes questions = new Lanes("bot-question", 8, MOST_WAITING);
    private final Lanes quick = new Lanes("bot-quick", 4, 2 * MOST_WAITING);
    private final Set<String> toldFull = ConcurrentHashMap.newKeySet();

    /** With these commands, whose models are this router's. */
    public Bot(Commands commands, InferenceRouter router) {
        this.commands = commands;
        this.router = router;
    }

    /** Whether the text is for the bot; everything else is left alone. */
    public boolean understands(String text) {
        return commands.find(text).isPresent();
    }

    /** Has a message answered that the bot {@link #understands}; returns at once. The future ends with the work on it. */
    public CompletableFuture<Void> hear(Message message, Chat chat, Reply reply) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Commands.Found found = commands.find(message.text()).orElseThrow();
        boolean isQuick = found.command().isQuick();
        int before = (isQuick ? quick : questions).enter(message.room(), () -> {
            try {
                answer(found, message, chat, reply);
            } finally {
                end.complete(null);
            }
        });
        if (before == Lanes.FULL) {
            refuse(message, reply);
            end.complete(null);
        } else {
            if (isQuick) {
                return end;
            }
            if (before == 0) {
                toldFull.remove(message.room());
            } else {
                reply.waiting(before);
            }
        }
        return end;
    }

    private void answer(Commands.Found found, Message message, Chat chat, Reply reply) {
        try {
            reply.begin();
            reply.finish(outcome(found, new Call(message, found.arguments(), chat, reply::show)));
        } catch (InferenceCancelledException e) {
            // The bot ends. Whoever remembers the message has it answered after the next start.
            LOG.debug("{} was not answered: the bot ends", message.id());
        } catch (RuntimeException e) {
            LOG.error("An answer to {} was lost", found, e);
        }
    }

    private Answer outcome(Commands.Found found, Call call) {
        try {
            return call.arguments().length() > LONGEST_QUESTION
                    ? Answer.own("❌ That is too long for me: " + LONGEST_QUESTION + " characters at most.")
                    : found.command().run(call);
        } catch (InferenceCancelledException e) {
            throw e;
        } catch (InferenceException e) {
            return Answer.own(Apology.of(e, router.status()));
        } catch (ChatException e) {
            return Answer.own("❌ " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} failed", found, e);
            return Answer.own("❌ That failed because of a fault in this bot; its log tells more.");
        }
    }

    /** Told once until all are answered: five hundred questions do not get five hundred such answers. */
    private void refuse(Message message, Reply reply) {
        boolean first = toldFull.add(message.room());
        Answer full = Answer.own(
                "❌ " + MOST_WAITING + " questions are waiting here already: ask again when they are" + " answered.");
        if (!first || quick.enter(message.room(), () -> reply.finish(full)) == Lanes.FULL) {
            reply.drop();
        }
    }

    @Override
    public void close() {
        questions.close();
        quick.close();
    }
}
