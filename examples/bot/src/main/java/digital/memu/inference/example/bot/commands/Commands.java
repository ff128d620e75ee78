package digital.memu.inference.example.bot.commands;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the command that a text gives: by its first words, each whole, the longest name first. Immutable. */
public final class Commands {

    private final List<Command> longestFirst;

    /** Of these, in the order of the help. */
    public Commands(List<Command> commands) {
        this.longestFirst = commands.stream()
                .sorted(Comparator.comparingInt((Command command) -> words(command.name()).length)
                        .reversed())
                .toList();
    }

    /** The command, if the text gives one that the bot knows. */
    public Optional<Found> find(String text) {
        String[] said = words(text.strip());
        return longestFirst.stream()
                .filter(command -> begins(said, words(command.name())))
                .findFirst()
                .map(command -> new Found(command, rest(text.strip(), words(command.name()).length)));
    }

    private static boolean begins(String[] said, String[] name) {
        if (said.length < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (!said[i].toLowerCase(Locale.ROOT).equals(name[i])) {
                return false;
            }
        }
        return true;
    }

    private static String rest(String text, int words) {
        String[] parts = text.split("\\s+", words + 1);
        return parts.length > words ? parts[words].strip() : "";
    }

    private static String[] words(String text) {
        return text.split("\\s+", 4);
    }

    /** A command, and what was said behind its name. */
    public record Found(Command command, String arguments) {

        /** Never the arguments: they are private. */
        @Override
        public String toString() {
            return command.name();
        }
    }
}
