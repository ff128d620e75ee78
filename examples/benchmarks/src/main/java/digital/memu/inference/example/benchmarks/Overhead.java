package digital.memu.inference.example.benchmarks;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.ollama.OllamaBackend;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.route.Timeouts;
import digital.memu.inference.route.Zone;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What routing adds to a healthy call: the same fake server, asked directly and through a router of five; what asking it costs. */
final class Overhead {

    private static final ChatRequest QUESTION = ChatRequest.of("Hello?");

    private Overhead() {}

    static void measure(Table table, int calls) throws Exception {
        TimeSource still = new ManualClock();
        FakeBackend alone = FakeBackend.named("alone").answering("Hello.").build();
        InferenceRouter.Builder builder = InferenceRouter.builder();
        for (int i = 0; i < 5; i++) {
            builder.backend(FakeBackend.named("pc" + i).answering("Hello.").build());
        }
        try (InferenceRouter router = builder.build()) {
            ChatModel routed = router.chat();
            Clocked.Work direct = () -> alone.bind(
                            Capability.CHAT,
                            new CallContext(still, Timeouts.defaults(), Set.of(Zone.LAN), Long.MAX_VALUE, true))
                    .send(QUESTION);
            Clocked.Work through = () -> routed.send(QUESTION);
            Clocked.inTurn(calls, direct, through);
            List<Clocked> both = Clocked.inTurn(calls, direct, through);
            table.row("routing added to a healthy call, p50", micros(both, 50), "≤ 20 µs", "");
            table.row("routing added to a healthy call, p99", micros(both, 99), "≤ 200 µs", "");
            Clocked.Work explain = () -> router.explain(Capability.CHAT);
            Clocked.Work status = router::status;
            Clocked.inTurn(calls, explain, status);
            List<Clocked> told = Clocked.inTurn(calls, explain, status);
            table.row("`explain()` with five backends, p99", micros(told.get(0).percentile(99)), "≤ 1 ms", "");
            table.row("`status()` with five backends, p99", micros(told.get(1).percentile(99)), "≤ 1 ms", "");
        }
        overLoopback(table, Math.max(1, calls / 20));
    }

    /** A whole call over a socket: the router opens a connection for each and dials none, the plain client keeps one. */
    private static void overLoopback(Table table, int calls) throws Exception {
        Plain plain = new Plain();
        try (OllamaSimulator server = OllamaSimulator.builder()
                        .model(SimulatedModel.named(Home.MODEL).loaded().build())
                        .answer("Hello.")
                        .keepRequests(1)
                        .build();
                InferenceRouter router = InferenceRouter.builder()
                        .backend(
                                OllamaBackend.at(server.url()).model(Home.MODEL).build())
                        .build()) {
            Clocked.Work through = () -> router.chat().send(QUESTION);
            Clocked.Work byHand = () -> plain.ask(server.url());
            Clocked.inTurn(calls, through, byHand);
            List<Clocked> both = Clocked.inTurn(calls, through, byHand);
            table.row(
                    "a healthy call of one word over loopback, p50",
                    Clocked.millis(both.get(0).median()),
                    "",
                    Clocked.millis(both.get(1).median()));
        }
    }

    private static String micros(List<Clocked> both, int percent) {
        return micros(both.get(1).percentile(percent).minus(both.get(0).percentile(percent)));
    }

    private static String micros(Duration time) {
        return String.format("%.1f µs", time.toNanos() / 1e3);
    }
}
