package digital.memu.inference.example.benchmarks;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.ollama.OllamaClient;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a machine costs that is silently gone. */
final class Silence {

    private Silence() {}

    /** Returns the usual time of an answer. */
    static Duration measure(Table table, Home home, int times) throws Exception {
        Plain plain = new Plain();
        String pc = home.pc.url();
        String hub = home.hub.url();
        Duration usual;
        try (OllamaClient direct = OllamaClient.at(hub).build();
                InferenceRouter warmUp = home.router()) {
            warmUp.chat().send(Home.QUESTION);
            Clocked.Work ask = () -> direct.send(Home.QUESTION);
            Clocked.times(3, ask);
            usual = Clocked.times(times, ask).median();
        }
        plain.ask(hub);
        Duration plainUsual = Clocked.times(times, () -> plain.ask(hub)).median();
        table.row("a whole answer of the hub, asked directly", Clocked.millis(usual), "", Clocked.millis(plainUsual));

        home.pc.dropPackets();
        Clocked first = new Clocked();
        for (int i = 0; i < times; i++) {
            try (InferenceRouter router = home.router()) {
                first.add(Clocked.time(() -> router.chat().send(Home.QUESTION)));
            }
        }
        Duration plainFirst = Clocked.time(() -> plain.ask(pc, hub));
        table.row(
                "first request after a silent power-off, later than the hub alone",
                Clocked.millis(first.median().minus(usual)),
                "≤ 250 ms",
                Clocked.millis(plainFirst.minus(plainUsual)) + " (its connect time-out)");
        home.pc.restore();

        knownDown(table, home, usual, times);
        fellAsleep(table, home, usual, times, Duration.ofSeconds(6));
        fellAsleep(table, home, usual, times, Duration.ofMillis(1));
        stalled(table, home);
        return usual;
    }

    private static void knownDown(Table table, Home home, Duration usual, int times) throws Exception {
        try (InferenceRouter router = home.router()) {
            home.pc.dropPackets();
            router.chat().send(Home.QUESTION);
            router.refresh(Duration.ofSeconds(2));
            int before = home.pc.dropped();
            Duration known = Clocked.times(times, () -> router.chat().send(Home.QUESTION))
                    .median();
            int packets = home.pc.dropped() - before;
            table.row(
                    "primary known to be down, later than the hub alone",
                    Clocked.millis(known.minus(usual)) + ", " + packets + " packets to it",
                    "≤ 1 ms, 0 packets",
                    "");
        } finally {
            home.pc.restore();
        }
    }

    private static void fellAsleep(Table table, Home home, Duration usual, int times, Duration idle) throws Exception {
        Clocked asleep = new Clocked();
        for (int i = 0; i < times; i++) {
            try (InferenceRouter router = home.router()) {
                router.chat().send(Home.QUESTION);
                home.pc.dropPackets();
                boolean unused = new CountDownLatch(1).await(idle.toMillis(), TimeUnit.MILLISECONDS);
                asleep.add(Clocked.time(() -> router.chat().send(Home.QUESTION)));
            } finally {
                home.pc.restore();
            }
        }
        table.row(
                "it fell asleep, and is asked " + idle.toMillis()
                        + " ms after its last answer, later than the hub alone",
                Clocked.millis(asleep.median().minus(usual)),
                "≤ 500 ms",
                "");
    }

    private static void stalled(Table table, Home home) throws Exception {
        try (InferenceRouter router = home.router();
                ChatStream stream = router.chat().stream(Home.QUESTION)) {
            int events = 0;
            long gone = 0;
            for (ChatEvent event : stream) {
                if (++events == 5) {
                    home.pc.dropPackets();
                    gone = System.nanoTime();
                }
                if (event.joint().isPresent()) {
                    Duration noticed = Duration.ofNanos(System.nanoTime() - gone);
                    table.row(
                            "gone in mid-answer, until the hub goes on", Clocked.millis(noticed), "", "never noticed");
                }
            }
        } finally {
            home.pc.restore();
        }
    }
}
