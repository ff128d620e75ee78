package digital.memu.inference.example.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.Joint;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.InferenceListener;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.support.NetworkNamespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real packets between two hosts, and what becomes of a request when they vanish. */
class PacketsTest {

    private static final Duration ENOUGH = Duration.ofSeconds(20);

    /** Of a busy machine, too: who connects later is taken for gone. */
    private static final RoutingPolicy POLICY = RoutingPolicy.builder()
            .timeouts(t -> t.connect(Duration.ofSeconds(3)))
            .build();

    private static SecondHost pc;

    private Home home;
    private InferenceRouter router;
    private final CountDownLatch down = new CountDownLatch(1);

    /** What happens to the second host. */
    enum Outage {
        LINK_DOWN {
            @Override
            void begin() throws Exception {
                pc.linkDown();
            }
        },
        PACKETS_DROPPED {
            @Override
            void begin() throws Exception {
                pc.dropPackets();
            }
        };

        abstract void begin() throws Exception;
    }

    @BeforeAll
    static void start() throws Exception {
        NetworkNamespace.require();
        pc = SecondHost.start();
        pc.restore();
    }

    @AfterAll
    static void stop() {
        if (pc != null) {
            pc.close();
        }
    }

    @BeforeEach
    void open() {
        home = new Home(pc);
        router = home.builder()
                .policy(POLICY)
                .listener(new InferenceListener() {
                    @Override
                    public void stateChanged(String backend, BackendState from, BackendState to, String reason) {
                        if (backend.equals("gaming-pc") && to == BackendState.DOWN) {
                            down.countDown();
                        }
                    }
                })
                .build();
    }

    @AfterEach
    void close() throws Exception {
        router.close();
        home.close();
        pc.restore();
    }

    private ChatReply ask() {
        ChatReply reply = router.chat().send(Home.QUESTION);
        assertThat(reply.text()).isEqualTo(Home.PC_TEXT);
        return reply;
    }

    /** Heard of a moment ago, so that it is asked without a race, which the hub might win. */
    private void askPc() {
        router.refresh(ENOUGH);
        assertThat(ask().route().backend()).isEqualTo("gaming-pc");
    }

    /** Without a further look at it: a dial that nobody waited for may still have to come to its end. */
    private void assertDown() throws Exception {
        assertThat(down.await(ENOUGH.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(state()).isEqualTo(BackendState.DOWN);
    }

    private BackendState state() {
        return router.explain(Capability.CHAT).choices().get(0).state();
    }

    @ParameterizedTest
    @EnumSource(Outage.class)
    void beforeTheFirstRequest(Outage outage) throws Exception {
        outage.begin();

        assertThat(ask().route().backend()).isEqualTo("hub");

        router.refresh(ENOUGH);
        assertThat(state()).isEqualTo(BackendState.DOWN);
    }

    @ParameterizedTest
    @EnumSource(Outage.class)
    void betweenTwoRequests(Outage outage) throws Exception {
        askPc();
        outage.begin();

        assertThat(ask().route().backend()).isEqualTo("hub");
        assertDown();
        assertThat(ask().route().explain()).contains("gaming-pc: not asked (down: ");
    }

    @ParameterizedTest
    @EnumSource(Outage.class)
    void inMidAnswer(Outage outage) throws Exception {
        StringBuilder text = new StringBuilder();
        List<Joint> joints = new ArrayList<>();
        router.refresh(ENOUGH);
        pc.stallNextAfter(6);
        try (ChatStream stream = router.chat().stream(Home.QUESTION)) {
            int events = 0;
            for (ChatEvent event : stream) {
                if (++events == 6) {
                    outage.begin();
                }
                event.joint().ifPresent(joints::add);
                text.append(event.text());
            }
        }
        assertThat(text.toString()).as("nothing lost, nothing twice").isEqualTo(Home.PC_TEXT);
        assertThat(joints).singleElement().satisfies(joint -> {
            assertThat(joint.from()).isEqualTo("gaming-pc");
            assertThat(joint.to()).isEqualTo("hub");
            assertThat(joint.continued()).isTrue();
        });
        assertDown();
    }

    @Test
    void aMachineThatSleptIsUsedAgainOnceItIsAwake() throws Exception {
        askPc();
        pc.dropPackets();
        assertThat(ask().route().backend()).isEqualTo("hub");
        assertDown();
        pc.restore();

        router.refresh(ENOUGH);

        assertThat(state()).isEqualTo(BackendState.UP);
        // It has been silent to a request, so that it is raced against the hub, which a busy machine may let win.
        boolean used = false;
        for (int i = 0; i < 20 && !used; i++) {
            used = ask().route().backend().equals("gaming-pc");
        }
        assertThat(used).isTrue();
    }

    @Test
    void whoIsKnownToBeDownGetsNoPacket() throws Exception {
        pc.dropPackets();
        ask();
        router.refresh(ENOUGH);
        int before = pc.dropped();
        for (int i = 0; i < 5; i++) {
            assertThat(ask().route().backend()).isEqualTo("hub");
        }
        assertThat(pc.dropped()).isEqualTo(before);
    }
}
