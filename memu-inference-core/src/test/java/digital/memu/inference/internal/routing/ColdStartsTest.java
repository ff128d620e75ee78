package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.route.Tier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether a model is loaded is asked once a minute, and once for all who want to know that at the same time. */
class ColdStartsTest {

    private static final ChatRequest QUESTION = ChatRequest.of("Which colours?");
    private static final int MANY = 50;

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedServer pc = new SimulatedServer("pc", Tier.EXTERNAL, time);
    private final SimulatedServer hub = new SimulatedServer("hub", Tier.LOCAL, time);
    private final Engine engine = new Engine(List.of(pc, hub), RoutingPolicy.defaults(), List.of(), time, time, time);

    @BeforeEach
    void aMinuteAgo() {
        assertThat(time.until(ask(RequestOptions.none())).join().route().backend())
                .isEqualTo("pc");
        time.pass(Duration.ofSeconds(61));
        pc.packets().clear();
    }

    @AfterEach
    void close() {
        engine.close();
        time.close();
    }

    private CompletableFuture<ChatReply> ask(RequestOptions options) {
        ChatModel chat = engine.routed(Capability.CHAT, options);
        return time.begin(() -> chat.send(QUESTION));
    }

    private void allAreAnsweredBy(String backend) {
        List<CompletableFuture<ChatReply>> replies = IntStream.range(0, MANY)
                .mapToObj(i -> ask(RequestOptions.none()))
                .toList();
        for (CompletableFuture<ChatReply> reply : replies) {
            assertThat(time.until(reply).join().route().backend()).isEqualTo(backend);
        }
    }

    private long questions() {
        return pc.packets().stream().filter("warmth"::equals).count();
    }

    @Test
    void manyAtATimeAskOnce() {
        allAreAnsweredBy("pc");

        assertThat(questions()).isEqualTo(1);
    }

    @Test
    void manyAtATimeHearOnceThatTheModelIsNotLoaded() {
        pc.become(SimulatedFault.LOADING);

        allAreAnsweredBy("hub");

        assertThat(questions()).isEqualTo(1);
        time.pass(SimulatedFault.LOAD_TIME);
        assertThat(pc.packets().stream().filter("load"::equals)).hasSize(1);
    }

    @Test
    void oneSilenceIsEnoughForAll() {
        pc.become(SimulatedFault.FROZEN);
        Duration begun = time.elapsed();

        allAreAnsweredBy("hub");

        assertThat(questions()).isEqualTo(1);
        assertThat(time.elapsed().minus(begun)).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void whenTheOneWhoAskedGivesUpAnotherAsks() {
        pc.become(SimulatedFault.FROZEN);
        CompletableFuture<ChatReply> hurried =
                ask(RequestOptions.builder().deadline(Duration.ofMillis(500)).build());
        time.pass(Duration.ofMillis(100));
        CompletableFuture<ChatReply> patient = ask(RequestOptions.none());
        time.pass(Duration.ofMillis(900));
        assertThat(hurried).isCompletedExceptionally();
        assertThat(questions()).isEqualTo(2);

        pc.become(SimulatedFault.NONE);
        assertThat(time.until(patient).join().route().backend()).isEqualTo("pc");
    }
}
