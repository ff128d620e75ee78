package digital.memu.inference.example.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.Joint;
import digital.memu.inference.route.BackendState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real packets between two hosts, and what becomes of a request when they vanish. */
class PacketsTest {

    private static final Duration ENOUGH = Duration.ofSeconds(20);

    private static SecondHost pc;

    private Home home;
    private InferenceRouter router;

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
        if (!SecondHost.possible()) {
            if (Boolean.parseBoolean(System.getenv("CI"))) {
                throw new AssertionError(SecondHost.MISSING);
            }
            System.out.println(SecondHost.MISSING);
            Assumptions.abort(SecondHost.MISSING);
        }
        pc = SecondHost.start();
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
        router = home.router();
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
        assertThat(ask().route().backend()).isEqualTo("gaming-pc");
        outage.begin();

        assertThat(ask().route().backend()).isEqualTo("hub");
        assertThat(state()).isEqualTo(BackendState.DOWN);
        assertThat(ask().route().explain()).contains("gaming-pc: not asked (down: ");
    }

    @ParameterizedTest
    @EnumSource(Outage.class)
    void inMidAnswer(Outage outage) throws Exception {
        StringBuilder text = new StringBuilder();
        List<Joint> joints = new ArrayList<>();
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
        assertThat(state()).isEqualTo(BackendState.DOWN);
    }

    @Test
    void aMachineThatSleptIsUsedAgainOnceItIsAwake() throws Exception {
        assertThat(ask().route().backend()).isEqualTo("gaming-pc");
        pc.dropPackets();
        assertThat(ask().route().backend()).isEqualTo("hub");
        pc.restore();

        router.refresh(ENOUGH);

        assertThat(state()).isEqualTo(BackendState.UP);
        assertThat(ask().route().backend()).isEqualTo("gaming-pc");
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
