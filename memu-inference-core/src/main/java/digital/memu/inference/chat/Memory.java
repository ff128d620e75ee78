package digital.memu.inference.chat;

import java.util.ArrayList;
import java.util.List;

/**
 * What a conversation knows at one moment: the rules, what was said, and how far guesses about its size were off.
 *
 * <p>Immutable.
 */
record Memory(List<ChatMessage> rules, List<ChatMessage> said, double correction) {

    /** A history; the rules at its beginning count only where none are given. */
    static Memory of(List<ChatMessage> rules, List<ChatMessage> history) {
        int own = Turns.rules(history);
        List<ChatMessage> head = rules.isEmpty() ? history.subList(0, own) : rules;
        return new Memory(List.copyOf(head), List.copyOf(history.subList(own, history.size())), 1);
    }

    /** The same with the question, and without the turns that no longer fit; {@code tools} is the guess for these. */
    Memory asked(List<ChatMessage> question, PromptBudget budget, int tools) {
        List<ChatMessage> all = joined(said, question);
        int keep = Turns.beginning(all, said.size());
        int from = budget.cut(all, keep, budget.guess(rules) + tools, correction);
        return new Memory(rules, List.copyOf(all.subList(from, all.size())), correction);
    }

    Memory answered(List<ChatMessage> answer) {
        return new Memory(rules, joined(said, answer), correction);
    }

    Memory corrected(double newCorrection) {
        return new Memory(rules, said, newCorrection);
    }

    Memory cleared() {
        return new Memory(rules, List.of(), correction);
    }

    /** Everything, in the order in which it is sent. */
    List<ChatMessage> messages() {
        return joined(rules, said);
    }

    private static List<ChatMessage> joined(List<ChatMessage> first, List<ChatMessage> second) {
        List<ChatMessage> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
