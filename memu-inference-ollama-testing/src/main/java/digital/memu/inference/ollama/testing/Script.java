package digital.memu.inference.ollama.testing;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.inference.ollama.testing.SimulatedAnswer.Call;
import digital.memu.inference.ollama.testing.SimulatedModel.Template;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer as it goes out for one request.
 *
 * @param steps the events but for the last
 * @param lastCalls tool calls that ride on the last event
 * @param tokens how many were generated
 */
record Script(List<Step> steps, List<Call> lastCalls, int tokens, String doneReason) {

    /** One event: a piece of thought, or of text, or all tool calls. */
    record Step(String thinking, String content, List<Call> calls) {

        String token() {
            return thinking + content;
        }
    }

    static Script of(SimulatedAnswer answer, JsonNode request, SimulatedModel model) {
        String beginning = Prompts.beginning(request.path("messages"));
        boolean continued = Prompts.continues(request.path("messages"), model);
        List<String> words = answer.words();
        if (continued) {
            words = rest(words, beginning);
        }
        words = stopped(words, request.path("options").path("stop"));

        boolean thinks = model.can("thinking") && !continued && !isFalse(request.path("think"));
        List<Step> steps = new ArrayList<>();
        if (thinks) {
            answer.thoughts().forEach(thought -> steps.add(new Step(thought, "", List.of())));
        }
        words.forEach(word -> steps.add(new Step("", word, List.of())));
        if (!answer.calls().isEmpty() && !answer.callsLast()) {
            steps.add(new Step("", "", answer.calls()));
        }

        int limit = request.path("options").path("num_predict").asInt(-1);
        boolean cut = limit >= 0 && steps.size() > limit;
        List<Step> kept = cut ? steps.subList(0, limit) : steps;
        if (continued && model.template() == Template.NATIVE) {
            kept = repeating(beginning, kept);
        }
        List<Call> lastCalls = answer.callsLast() && !cut ? answer.calls() : List.of();
        return new Script(List.copyOf(kept), lastCalls, kept.size(), cut ? "length" : answer.reason());
    }

    private static boolean isFalse(JsonNode think) {
        return think.isBoolean() && !think.booleanValue();
    }

    /** What follows the beginning; if the answer begins otherwise, what follows as many tokens. */
    private static List<String> rest(List<String> words, String beginning) {
        if (String.join("", words).startsWith(beginning)) {
            return Tokens.after(words, beginning.length());
        }
        return words.subList(Math.min(words.size(), Tokens.count(beginning)), words.size());
    }

    private static List<String> stopped(List<String> words, JsonNode stops) {
        String text = String.join("", words);
        int end = text.length();
        for (JsonNode stop : stops) {
            int at = text.indexOf(stop.asText());
            end = at < 0 ? end : Math.min(end, at);
        }
        return end == text.length() ? words : Tokens.upTo(words, end);
    }

    /** The beginning again, in one event with the first new token. */
    private static List<Step> repeating(String beginning, List<Step> steps) {
        if (steps.isEmpty()) {
            return List.of(new Step("", beginning, List.of()));
        }
        List<Step> repeated = new ArrayList<>(steps);
        repeated.set(
                0, new Step("", beginning + steps.get(0).content(), steps.get(0).calls()));
        return repeated;
    }
}
