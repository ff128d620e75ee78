package digital.memu.inference.ollama.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Text as tokens: a word and the blanks before it. */
final class Tokens {

    private static final Pattern TOKEN = Pattern.compile("\\s*\\S+|\\s+");
    private static final List<String> WORDS = List.of(
            "house",
            "garden",
            "river",
            "cloud",
            "stone",
            "lamp",
            "bread",
            "paper",
            "window",
            "summer",
            "winter",
            "children",
            "music",
            "table",
            "silver",
            "green",
            "quiet",
            "small",
            "warm",
            "early",
            "walks",
            "sings",
            "reads",
            "finds",
            "keeps",
            "under",
            "over",
            "beside",
            "with",
            "and",
            "while",
            "because");

    private Tokens() {}

    static List<String> of(String text) {
        return TOKEN.matcher(text).results().map(MatchResult::group).toList();
    }

    static int count(String text) {
        return (int) TOKEN.matcher(text).results().count();
    }

    /** Two or three dozen words, always the same for a prompt. */
    static String answerTo(String prompt) {
        Random random = new Random(prompt.hashCode());
        List<String> words = new ArrayList<>();
        int length = 24 + random.nextInt(13);
        for (int i = 0; i < length; i++) {
            words.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        String text = String.join(" ", words);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    /** What is left of tokens after so many characters. */
    static List<String> after(List<String> tokens, int characters) {
        List<String> rest = new ArrayList<>();
        int skip = characters;
        for (String token : tokens) {
            if (skip >= token.length()) {
                skip -= token.length();
            } else {
                rest.add(token.substring(skip));
                skip = 0;
            }
        }
        return rest;
    }

    /** The tokens of the first so many characters. */
    static List<String> upTo(List<String> tokens, int characters) {
        List<String> kept = new ArrayList<>();
        int left = characters;
        for (String token : tokens) {
            if (left > 0) {
                String part = token.substring(0, Math.min(left, token.length()));
                kept.add(part);
                left -= part.length();
            }
        }
        return kept;
    }
}
