package digital.memu.inference.example.bot.commands;

import digital.memu.inference.example.bot.talk.Answer;

/** Something that the bot can be asked for. Thread-safe. */
public interface Command {

    /** Its first words, such as {@code /ai pause}. */
    String name();

    /** The line about it in the help. */
    String usage();

    /** Whether it is answered at once, and not behind the questions that wait for a model. */
    boolean isQuick();

    /**
     * Does it.
     *
     * @throws digital.memu.inference.failure.InferenceException if nobody could answer
     */
    Answer run(Call call);
}
