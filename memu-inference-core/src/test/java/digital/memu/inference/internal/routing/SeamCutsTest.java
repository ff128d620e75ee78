package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** 100,000 answers cut at random places and continued by a server that goes on with the same text. */
class SeamCutsTest {

    private static final int CUTS = 100_000;
    private static final long SEED = 20_261_123;

    private static final List<String> WORDS = List.of(
            "red",
            " red",
            "\n",
            "\n\n",
            " ",
            "  ",
            "\t",
            "- ",
            "1. ",
            ".",
            ",",
            " green",
            " and",
            "日本語",
            "は",
            "🙂",
            "👩‍👩‍👧",
            "é",
            "e\u0301",
            "```java\n",
            "}\n",
            " red red",
            "<",
            "[",
            "|",
            "the same phrase again and again ",
            "\r\n",
            "'",
            "\u00a0",
            "ß");

    @Test
    void nothingIsLostAndNothingComesTwice() {
        int continued = 0;
        for (int cut = 0; cut < CUTS; cut++) {
            continued += check(SEED + cut) ? 1 : 0;
        }
        assertThat(continued).as("most cuts can be continued").isGreaterThan(CUTS / 2);
    }

    private static boolean check(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        int length = 5 + random.nextInt(60);
        for (int i = 0; i < length; i++) {
            text.append(WORDS.get(random.nextInt(WORDS.size())));
        }
        String whole = text.append("end").toString();
        int at = random.nextInt(whole.length());
        if (Character.isLowSurrogate(whole.charAt(at))) {
            at--;
        }
        String ledger = whole.substring(0, at);
        if (!Seam.possible(ledger)) {
            return false;
        }
        Seam seam = new Seam(ledger);
        StringBuilder delivered = new StringBuilder(ledger);
        for (String event : chunks(reply(whole, seam.prefix(), ledger, random.nextInt(4)), random)) {
            delivered.append(seam.take(event));
        }
        delivered.append(seam.end());
        assertThat(delivered.toString()).as("replay with the seed %d", seed).isEqualTo(whole);
        assertThat(seam.refused() || seam.empty())
                .as("replay with the seed %d", seed)
                .isFalse();
        return true;
    }

    private static String reply(String whole, String prefix, String ledger, int kind) {
        return switch (kind) {
            // Goes on after the prefix, and so gives the whitespace back.
            case 0 -> whole.substring(prefix.length());
            // Repeats all of it first.
            case 1 -> whole;
            // Repeats, and its text begins where the caller's ends.
            case 2 -> ledger + whole.substring(ledger.length());
            default -> whole.substring(prefix.length());
        };
    }

    private static List<String> chunks(String reply, Random random) {
        List<String> events = new ArrayList<>();
        int most = 1 + random.nextInt(20);
        for (int at = 0; at < reply.length(); ) {
            int end = Math.min(reply.length(), at + 1 + random.nextInt(most));
            if (end < reply.length() && Character.isLowSurrogate(reply.charAt(end))) {
                end++;
            }
            events.add(reply.substring(at, end));
            at = end;
        }
        return events;
    }
}
