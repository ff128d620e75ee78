package digital.memu.inference.example.benchmarks;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.ollama.OllamaClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a machine costs that is silently gone. */
final class Silence {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SOME_EVENTS = 5;

    private final Table table;
    private final Home home;
    private final int times;
    private final Plain plain = new Plain();
    private final Duration usual;
    private final Duration plainUsual;

    private Silence(Table table, Home home, int times) throws Exception {
        this.table = table;
        this.home = home;
        this.times = times;
        try (OllamaClient direct = OllamaClient.at(home.hub.url()).build();
                InferenceRouter warmUp = home.router()) {
            warmUp.chat().send(Home.QUESTION);
            Clocked.Work ask = () -> direct.send(Home.QUESTION);
            Clocked.times(3, ask);
            usual = Clocked.times(times, ask).median();
        }
        plain.ask(home.hub.url());
        plainUsual = Clocked.times(times, () -> plain.ask(home.hub.url())).median();
    }

    /** Returns the usual time of an answer. */
    static Duration measure(Table table, Home home, int times) throws Exception {
        Silence silence = new Silence(table, home, times);
        table.row(
                "a whole answer of the hub, asked directly",
                Clocked.millis(silence.usual),
                "",
                Clocked.millis(silence.plainUsual));
        silence.firstRequest();
        silence.knownDown();
        silence.fellAsleep(Duration.ofSeconds(6));
        silence.fellAsleep(Duration.ofMillis(1));
        silence.stalled();
        return silence.usual;
    }

    private void firstRequest() throws Exception {
        home.pc.dropPackets();
        try {
            Clocked first = new Clocked();
            for (int i = 0; i < times; i++) {
                try (InferenceRouter router = home.router()) {
                    first.add(Clocked.time(() -> router.chat().send(Home.QUESTION)));
                }
            }
            table.row(
                    "first request after a silent power-off, later than the hub alone",
                    later(first),
                    "≤ 250 ms",
                    plainLater() + " (its connect time-out)");
        } finally {
            home.pc.restore();
        }
    }

    private String later(Clocked clocked) {
        return Clocked.millis(clocked.median().minus(usual));
    }

    private String plainLater() throws Exception {
        Duration time = Clocked.time(() -> plain.ask(home.pc.url(), home.hub.url()));
        return Clocked.millis(time.minus(plainUsual));
    }

    private void knownDown() throws Exception {
        try (InferenceRouter router = home.router();
                OllamaClient direct = OllamaClient.at(home.hub.url()).build()) {
            home.pc.dropPackets();
            router.chat().send(Home.QUESTION);
            router.refresh(Duration.ofSeconds(2));
            int before = home.pc.dropped();
            // A millisecond is little beside a quarter of a second: asked in turn, and oftener.
            List<Clocked> both = Clocked.inTurn(
                    5 * times,
                    () -> direct.send(Home.QUESTION),
                    () -> router.chat().send(Home.QUESTION));
            Duration added = both.get(1).median().minus(both.get(0).median());
            int packets = home.pc.dropped() - before;
            table.row(
                    "primary known to be down, later than the hub alone",
                    Clocked.millis(added) + ", " + packets + " packets to it",
                    "≤ 1 ms, 0 packets",
                    plainLater() + ", each time");
        } finally {
            home.pc.restore();
        }
    }

    private void fellAsleep(Duration idle) throws Exception {
        Clocked asleep = new Clocked();
        for (int i = 0; i < times; i++) {
            try (InferenceRouter router = home.router()) {
                router.chat().send(Home.QUESTION);
                sleep(idle);
                asleep.add(Clocked.time(() -> router.chat().send(Home.QUESTION)));
            } finally {
                home.pc.restore();
            }
        }
        plain.ask(home.pc.url());
        try {
            sleep(idle);
            table.row(
                    "it fell asleep, and is asked " + idle.toMillis()
                            + " ms after its last answer, later than the hub alone",
                    later(asleep),
                    "≤ 500 ms",
                    plainLater() + " (its time-out for headers)");
        } finally {
            home.pc.restore();
        }
    }

    private void sleep(Duration idle) throws Exception {
        home.pc.dropPackets();
        boolean unused = new CountDownLatch(1).await(idle.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stalled() throws Exception {
        Clocked noticed = new Clocked();
        for (int i = 0; i < times; i++) {
            try (InferenceRouter router = home.router();
                    ChatStream stream = router.chat().stream(Home.QUESTION)) {
                int events = 0;
                long gone = 0;
                for (ChatEvent event : stream) {
                    if (++events == SOME_EVENTS) {
                        home.pc.dropPackets();
                        gone = System.nanoTime();
                    }
                    if (event.joint().isPresent()) {
                        noticed.add(Duration.ofNanos(System.nanoTime() - gone));
                    }
                }
            } finally {
                home.pc.restore();
            }
        }
        table.row(
                "gone in mid-answer, until the hub goes on with it",
                Clocked.millis(noticed.median()),
                "",
                plainStalled());
    }

    private String plainStalled() throws Exception {
        CountDownLatch begun = new CountDownLatch(SOME_EVENTS);
        CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> plain.read(home.pc.url(), begun::countDown));
        begun.await();
        home.pc.dropPackets();
        try {
            answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return "it went on";
        } catch (TimeoutException e) {
            return "not noticed within " + PATIENCE.toSeconds() + " s";
        } finally {
            home.pc.restore();
        }
    }
}
