package digital.memu.inference.example.benchmarks;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.route.Timeouts;
import digital.memu.inference.route.Zone;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.Set;

/** What routing adds to a healthy call: the same fake server, asked directly and through a router of five. */
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
            Clocked.times(calls, direct);
            Clocked.times(calls, through);
            Clocked without = Clocked.times(calls, direct);
            Clocked with = Clocked.times(calls, through);
            table.row("routing added to a healthy call, p50", micros(without, with, 50), "≤ 20 µs", "");
            table.row("routing added to a healthy call, p99", micros(without, with, 99), "≤ 200 µs", "");
        }
    }

    private static String micros(Clocked without, Clocked with, int percent) {
        Duration added = with.percentile(percent).minus(without.percentile(percent));
        return String.format("%.1f µs", added.toNanos() / 1e3);
    }
}
