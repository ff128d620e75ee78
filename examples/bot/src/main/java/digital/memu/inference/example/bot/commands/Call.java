package digital.memu.inference.example.bot.commands;

import digital.memu.inference.example.bot.talk.Chat;
import digital.memu.inference.example.bot.talk.Message;
import java.util.function.Consumer;

/**
 * A command as it was given. Immutable.
 *
 * @param arguments what follows the command's name, without blanks around it; may be empty
 * @param live takes what a model has written so far
 */
public record Call(Message message, String arguments, Chat chat, Consumer<String> live) {

    /** Never what was asked: it is private. */
    @Override
    public String toString() {
        return "Call[" + message + "]";
    }
}
