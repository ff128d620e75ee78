package digital.memu.inference.example.bot.commands;

import digital.memu.inference.example.bot.reminders.Reminder;
import digital.memu.inference.example.bot.reminders.Reminders;
import digital.memu.inference.example.bot.talk.Answer;
import java.util.List;
import java.util.stream.Collectors;

/** {@code /remind list}: the reminders of the room. */
public final class RemindList implements Command {

    private static final int MOST = 30;

    private final Reminders reminders;

    /** Of these. */
    public RemindList(Reminders reminders) {
        this.reminders = reminders;
    }

    @Override
    public String name() {
        return "/remind list";
    }

    @Override
    public String usage() {
        return "/remind list: the reminders of this room";
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public Answer run(Call call) {
        List<Reminder> all = reminders.in(call.message().room());
        if (all.isEmpty()) {
            return Answer.own("📋 No reminders here.");
        }
        return Answer.own(all.stream()
                .limit(MOST)
                .map(one -> one.number() + ": " + Times.words(one.when()) + ": " + Times.oneLine(one.text()))
                .collect(Collectors.joining(
                        "\n",
                        "📋 **Reminders**\n",
                        all.size() > MOST ? "\n… and " + (all.size() - MOST) + " more" : "")));
    }
}
