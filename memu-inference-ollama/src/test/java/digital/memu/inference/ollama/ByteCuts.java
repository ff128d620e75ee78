package digital.memu.inference.ollama;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.Joint;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import digital.memu.inference.route.Tier;
import digital.memu.inference.testing.ManualClock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Cuts answers at a byte and has them completed by another server; used by one thread. */
final class ByteCuts {

    private static final ChatRequest QUESTION = ChatRequest.of("Say it.");

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
            "\"",
            "\\",
            "\\n",
            "\u0001",
            "\u00a0",
            "\u2028",
            "ß",
            "{\"done\":true}");

    /** How the server ends in the middle of its answer. */
    private enum End {
        CLOSED,
        RESET,
        STALLED,
        ERROR_LINE,
        GARBAGE
    }

    /** What the other server does with a text that it is asked to continue. */
    enum Way {
        /** Goes on behind what it was sent, and so gives the whitespace back that it was not sent. */
        GOES_ON,
        /** Repeats all of it first. */
        ECHOES,
        /** Goes on without giving the whitespace back. */
        GOES_ON_BEHIND_THE_WHITESPACE,
        /** Repeats what it was sent, then goes on without giving the whitespace back. */
        ECHOES_AND_LEAVES_OUT_THE_WHITESPACE,
        /** Its template is not proved to leave the turn open. */
        CLOSES_ITS_TURNS,
        /** Opens a new turn. */
        BEGINS_A_TURN,
        /** Has nothing to add. */
        IS_EMPTY;

        private boolean leavesOut() {
            return this == GOES_ON_BEHIND_THE_WHITESPACE || this == ECHOES_AND_LEAVES_OUT_THE_WHITESPACE;
        }
    }

    private final Map<Way, Integer> joined = new EnumMap<>(Way.class);
    private final CutHome pc = new CutHome("pc", Tier.EXTERNAL, prefix -> dying());
    private final CutHome hub = new CutHome("hub", Tier.LOCAL, this::rescuing);

    private Random random = new Random(0);
    private WrittenAnswer answer = new WrittenAnswer(List.of("red"), random);
    private End end = End.CLOSED;
    private Way way = Way.GOES_ON;
    private int cut;
    private String ledger = "";

    /** Plays the cuts of these seeds; how many a server of each way has joined. */
    Map<Way, Integer> play(long from, long to) {
        try (InferenceRouter router = InferenceRouter.builder()
                .backend(pc)
                .backend(hub)
                .time(new ManualClock())
                .build()) {
            // The first is known to be there from now on.
            cut = answer.bytes().length;
            router.chat().send(QUESTION);
            for (long seed = from; seed < to; seed++) {
                check(router, seed);
            }
        }
        return joined;
    }

    private void check(InferenceRouter router, long seed) {
        draw(seed);
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        Joint joint = null;
        String reply;
        try (ChatStream stream = router.chat().stream(QUESTION)) {
            for (ChatEvent event : stream) {
                if (event.joint().isPresent()) {
                    check(joint == null, "one joint", seed);
                    joint = event.joint().get();
                }
                (joint == null ? before : after).append(event.text());
            }
            reply = stream.reply().text();
        }
        String whole = answer.whole();
        if (ledger.isEmpty()) {
            check(joint == null && before.toString().equals(whole), "nobody saw a cut before the first word", seed);
        } else {
            check(joint != null, "the joint is told", seed);
            check(before.toString().equals(ledger), "delivered before the joint: the whole lines", seed);
            boolean continued = joint != null && joint.continued();
            check((continued ? ledger + after : after.toString()).equals(whole), "delivered in all", seed);
            check(continued == mayBeContinued(), "whether it is continued", seed);
            if (ledger.strip().length() > 20) {
                joined.merge(way, 1, Integer::sum);
            }
        }
        check(reply.equals(whole), "the reply", seed);
    }

    private void check(boolean holds, String what, long seed) {
        if (!holds) {
            throw new AssertionError(
                    what + ": cut at byte " + cut + " (" + end + ", " + way + "), replay with -Dcuts.seed=" + seed);
        }
    }

    private boolean mayBeContinued() {
        boolean goesOn = way.compareTo(Way.CLOSES_ITS_TURNS) < 0;
        boolean somethingIsLeft = !answer.whole().substring(ledger.length()).isBlank();
        return ledger.stripTrailing().length() >= 16 && goesOn && somethingIsLeft;
    }

    private void draw(long seed) {
        random = new Random(seed);
        List<String> tokens = new ArrayList<>();
        for (int i = 3 + random.nextInt(12); i > 0; i--) {
            tokens.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        answer = new WrittenAnswer(tokens, random);
        end = End.values()[random.nextInt(End.values().length)];
        way = Way.values()[random.nextInt(Way.values().length)];
        cut = random.nextInt(answer.end());
        if (end == End.ERROR_LINE) {
            cut = answer.behindLine(random.nextInt(tokens.size() + 1) - 1);
        }
        ledger = answer.within(cut, end == End.RESET || end == End.STALLED);
        String rest = answer.whole().substring(ledger.length());
        // Nobody could tell whitespace that is given back from some that is new, or a text that repeats itself from an
        // echo.
        if (way.leavesOut() && !rest.isEmpty() && Character.isWhitespace(rest.charAt(0))) {
            way = Way.GOES_ON;
        }
        if (way != Way.CLOSES_ITS_TURNS && rest.startsWith(ledger.stripTrailing())) {
            way = Way.ECHOES;
        }
        hub.continuing(way != Way.CLOSES_ITS_TURNS);
    }

    private ChatStream dying() {
        return new WireStream(
                answer.bytes(),
                cut,
                random,
                switch (end) {
                    case CLOSED -> () -> null;
                    case RESET ->
                        () -> {
                            throw new ConnectionException(
                                    ConnectionException.Kind.RESET, "", "reading", "it broke off", null);
                        };
                    case STALLED ->
                        () -> {
                            throw new InferenceTimeoutException(Clock.STALL, "", Duration.ofSeconds(30));
                        };
                    case ERROR_LINE -> once("{\"error\":\"unexpected EOF\"}\n");
                    case GARBAGE -> once("\0<html>");
                });
    }

    private static Supplier<@Nullable List<ByteBuffer>> once(String text) {
        Iterator<List<ByteBuffer>> rest = List.of(List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))))
                .iterator();
        return () -> rest.hasNext() ? rest.next() : null;
    }

    private ChatStream rescuing(@Nullable String prefix) {
        String whole = answer.whole();
        if (prefix == null) {
            return saying(whole);
        }
        if (!prefix.equals(ledger.stripTrailing())) {
            throw new AssertionError("asked to continue something else than what was delivered");
        }
        String rest = whole.substring(ledger.length());
        return switch (way) {
            case GOES_ON -> saying(whole.substring(prefix.length()));
            case ECHOES -> saying(whole);
            case GOES_ON_BEHIND_THE_WHITESPACE -> saying(rest);
            case ECHOES_AND_LEAVES_OUT_THE_WHITESPACE -> saying(prefix + rest);
            case BEGINS_A_TURN -> saying("<|im_start|>assistant\n" + whole);
            case IS_EMPTY -> saying("");
            case CLOSES_ITS_TURNS -> throw new AssertionError("it is not proved to continue");
        };
    }

    /** The text in tokens of its own, cut between characters. */
    private ChatStream saying(String text) {
        List<String> tokens = new ArrayList<>();
        int most = 1 + random.nextInt(30);
        for (int at = 0; at < text.length(); ) {
            int to = Math.min(text.length(), at + 1 + random.nextInt(most));
            to += to < text.length() && Character.isLowSurrogate(text.charAt(to)) ? 1 : 0;
            tokens.add(text.substring(at, to));
            at = to;
        }
        byte[] bytes = new WrittenAnswer(tokens, random).bytes();
        return new WireStream(bytes, bytes.length, random, () -> null);
    }
}
