package digital.memu.inference.example.bot.commands;

import digital.memu.inference.example.bot.talk.Answer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code /help}: what there is. */
public final class Help implements Command {

    private final List<Command> others;

    /** Of these commands and itself. */
    public Help(List<Command> others) {
        this.others = List.copyOf(others);
    }

    @Override
    public String name() {
        return "/help";
    }

    @Override
    public String usage() {
        return "/help: this list";
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public Answer run(Call call) {
        return Answer.own(Stream.concat(others.stream(), Stream.of(this))
                .map(Command::usage)
                .collect(Collectors.joining("\n", "**What I can do**\n", "")));
    }
}
