package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ManyStreamsTest {

    private static final int STREAMS = 200;
    private static final int TOKENS = 50;

    @ParameterizedTest(name = "virtual: {0}")
    @ValueSource(booleans = {false, true})
    void twoHundredAtOnce(boolean virtual) throws Exception {
        assumeTrue(!virtual || Caller.hasVirtualThreads());
        round(virtual); // the JVM opens some descriptors of its own at the first use, for ever
        long sockets = Traces.sockets();
        round(virtual);
        Traces.awaitSockets(sockets);
    }

    private static void round(boolean virtual) throws Exception {
        Set<Thread> before = Traces.threads();
        CountDownLatch all = new CountDownLatch(STREAMS);
        StubServer.Script script = connection -> {
            connection.sendChunkedHead();
            connection.chunk("{\"token\":0,\"done\":false}\n");
            all.countDown();
            all.await(); // nobody ends before everybody has begun
            for (int i = 1; i < TOKENS; i++) {
                connection.chunk("{\"token\":" + i + ",\"done\":" + (i == TOKENS - 1) + "}\n");
            }
            connection.endOfChunks();
        };
        try (StubServer server = new StubServer(script)) {
            try (Transport transport = Calls.to(server)) {
                List<Caller<List<String>>> callers = new ArrayList<>();
                for (int i = 0; i < STREAMS; i++) {
                    callers.add(Caller.run(virtual, () -> {
                        try (Exchange exchange = transport.open(Calls.chat(), Calls.dialled())) {
                            assertThat(exchange.start()).isEqualTo(200);
                            return Calls.lines(exchange);
                        }
                    }));
                }
                assertThat(all.await(StubServer.patienceMillis(), TimeUnit.MILLISECONDS))
                        .isTrue();
                assertThat(Traces.since(before))
                        .as("one thread beside the callers' own")
                        .hasSize(1);
                for (Caller<List<String>> caller : callers) {
                    List<String> lines = caller.result();
                    assertThat(lines).hasSize(TOKENS);
                    assertThat(lines.get(TOKENS - 1)).isEqualTo("{\"token\":" + (TOKENS - 1) + ",\"done\":true}");
                }
                assertThat(server.used()).isEqualTo(STREAMS);
                server.awaitAllClosed();
            }
            assertThat(Traces.since(before)).isEmpty();
        }
    }
}
