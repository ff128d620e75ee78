package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.setup.ConnectionTest;
import digital.memu.inference.setup.Diagnosis;
import digital.memu.inference.setup.Step.Part;
import digital.memu.inference.testing.ManualClock;
import digital.memu.support.NetworkNamespace;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real packets to another host, and what a connection test makes of their fate. */
@Timeout(180)
class ConnectionTestPacketsTest {

    private static NetworkNamespace pc;

    private final ManualClock clock = new ManualClock();

    @BeforeAll
    static void start() throws Exception {
        NetworkNamespace.require();
        pc = NetworkNamespace.start("con", "192.168.78");
    }

    @AfterAll
    static void stop() {
        if (pc != null) {
            pc.close();
        }
    }

    @Test
    void itIsOnAndNothingListens() throws Exception {
        pc.restore();
        try (ConnectionTest test = test(new CountDownLatch(1))) {
            Diagnosis diagnosis = test.run();

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.REFUSED);
            assertThat(diagnosis.sentence()).isEqualTo("That computer is on, but Ollama is not open to your network.");
        }
    }

    @Test
    void itsFirewallDropsThePackets() throws Exception {
        pc.restore();
        pc.dropPackets("tcp dport 11434");
        CountDownLatch reached = new CountDownLatch(1);
        try (ConnectionTest test = test(reached)) {
            CompletableFuture<Diagnosis> running = test.start();
            assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
            while (pc.dropped() == 0) {
                assertThat(running).isNotDone();
            }

            clock.advance(Duration.ofSeconds(4));

            assertThat(running.get(60, TimeUnit.SECONDS).code()).isEqualTo(DiagnosisCode.TIMEOUT);
        }
    }

    /** The system finds out by itself that nobody has the address, after three seconds of its own. */
    @Test
    void itsCableIsPulled() throws Exception {
        pc.restore();
        pc.linkDown();
        try (ConnectionTest test = test(new CountDownLatch(1))) {
            assertThat(test.run().code()).isEqualTo(DiagnosisCode.NO_ROUTE);
        }
    }

    private ConnectionTest test(CountDownLatch reached) {
        return ConnectionTest.of(pc.address())
                .external()
                .locale(Locale.ENGLISH)
                .time(clock)
                .onStep(step -> {
                    if (step.part() == Part.REACH) {
                        reached.countDown();
                    }
                })
                .build();
    }
}
