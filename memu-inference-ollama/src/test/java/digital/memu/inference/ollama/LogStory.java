package digital.memu.inference.ollama;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.RouterView;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.Rescue;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What {@link LogTest} reads the log of. */
final class LogStory {

    static final String SECRET = "s3cr3t";

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<Fault> FAULTS = List.of(
            Fault.status(401, "text/plain", ""),
            Fault.error(500, "something new"),
            Fault.notHttp(),
            Fault.cutAfterEvents(1));

    private LogStory() {}

    /** Everything that can happen to a gaming PC, on a clock that stands still unless it is moved. */
    static final class Home implements InferenceListener {
        private final ManualClock clock = new ManualClock();
        private final FakeBackend pc = FakeBackend.named("pc").answering(SECRET).build();
        private final FakeBackend hub =
                FakeBackend.named("hub").local().answering(SECRET).build();
        private final Semaphore better = new Semaphore(0);

        private Home() {}

        public static void main(String[] args) throws InterruptedException {
            new Home().play();
        }

        private void play() throws InterruptedException {
            try (InferenceRouter router = InferenceRouter.builder()
                    .backend(pc)
                    .backend(hub)
                    .time(clock)
                    .listener(this)
                    .build()) {
                ask(router);
                pc.goOffline();
                ask(router);
                pc.comeBack();
                untilBetter(router);
                for (int i = 0; i < 3; i++) {
                    pc.dieAfter(1);
                    ask(router);
                }
                untilBetter(router);
                ask(router);
            }
        }

        private static void ask(InferenceRouter router) {
            router.chat().send(ChatRequest.of(SECRET));
        }

        /** Two good probes bring it back; the second waits for the clock when the first one was good. */
        private void untilBetter(InferenceRouter router) throws InterruptedException {
            clock.advance(Duration.ofSeconds(20));
            int timers = clock.timers();
            ask(router);
            boolean probed = clock.awaitTimers(timers + 1, SOON);
            clock.advance(Duration.ofSeconds(20));
            if (!probed || !better.tryAcquire(SOON.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the probes did not find it well");
            }
        }

        @Override
        public void stateChanged(String backend, BackendState from, BackendState to, String reason) {
            if (from == BackendState.DOWN) {
                better.release();
            }
        }

        @Override
        public void breakerClosed(String backend, String capability) {
            better.release();
        }
    }

    /** Secrets wherever somebody may have put one, and failures on real connections. */
    static final class Secrets {

        private Secrets() {}

        public static void main(String[] args) {
            try (OllamaSimulator server = OllamaSimulator.builder()
                            .model("llama3.2")
                            .answer(SECRET)
                            .build();
                    InferenceRouter router = InferenceRouter.builder()
                            .backend(OllamaBackend.at(server.url() + "/" + SECRET)
                                    .model("llama3.2")
                                    .build())
                            .backend(OllamaBackend.at(server.url())
                                    .named("pc")
                                    .model("llama3.2")
                                    .header("Authorization", SECRET)
                                    .build())
                            .build()) {
                RouterView view = router.with(RequestOptions.builder()
                        .header("X-Token", SECRET)
                        .rescue(Rescue.FAIL)
                        .build());
                ask(view);
                for (Fault fault : FAULTS) {
                    server.next("/api/chat", fault);
                    ask(view);
                }
                server.goOffline();
                ask(view);
            }
        }

        private static void ask(RouterView view) {
            try {
                System.out.println(view.chat().send(ChatRequest.of(SECRET)).text());
            } catch (InferenceException e) {
                System.out.println(e.getClass().getSimpleName());
            }
        }
    }
}
