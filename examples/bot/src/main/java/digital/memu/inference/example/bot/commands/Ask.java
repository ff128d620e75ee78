package digital.memu.inference.example.bot.commands;

import digital.memu.inference.chat.Conversation;
import digital.memu.inference.example.bot.talk.Answer;

/** {@code /ask}: a question, which may refer to the room's last ones. */
public final class Ask implements Command {

    private final Writer writer;
    private final Talks talks;

    /** Answered by this writer within these talks. */
    public Ask(Writer writer, Talks talks) {
        this.writer = writer;
        this.talks = talks;
    }

    @Override
    public String name() {
        return "/ask";
    }

    @Override
    public String usage() {
        return "/ask QUESTION: an answer by AI, which remembers your last questions here";
    }

    @Override
    public boolean isQuick() {
        return false;
    }

    @Override
    public Answer run(Call call) {
        if (call.arguments().isEmpty()) {
            return Answer.own("Ask something: /ask Why is the sky blue?");
        }
        Conversation talk = talks.of(call.message());
        return writer.write(talk.stream(call.arguments()), call.live());
    }
}
