package digital.memu.inference.example.bot.commands;

import digital.memu.inference.example.bot.reminders.Reminders;
import digital.memu.inference.example.bot.talk.Answer;

/** {@code /remind cancel}: ends a reminder of the room. */
public final class RemindCancel implements Command {

    private final Reminders reminders;

    /** Of these. */
    public RemindCancel(Reminders reminders) {
        this.reminders = reminders;
    }

    @Override
    public String name() {
        return "/remind cancel";
    }

    @Override
    public String usage() {
        return "/remind cancel NUMBER: ends one of them";
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public Answer run(Call call) {
        if (!call.arguments().matches("\\d{1,15}")) {
            return Answer.own("❌ Which one? /remind list tells the numbers.");
        }
        long number = Long.parseLong(call.arguments());
        return Answer.own(
                reminders.close(call.message().room(), number)
                        ? "✓ Reminder " + number + " is cancelled."
                        : "❌ There is no reminder " + number + " here: /remind list tells the numbers.");
    }
}
