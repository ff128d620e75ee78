package digital.memu.inference.tools;

import static digital.memu.inference.tools.ScriptedModel.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.chat.ChatMessage;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ToolCall;
import digital.memu.inference.failure.InferenceCancelledException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several calls in one reply: at once, in order, and ended by an interrupt. */
@Timeout(60)
class ParallelToolsTest {

    record Item(int number) {}

    private static final ChatRequest QUESTION = ChatRequest.of("Go.");

    private final ScriptedModel model = new ScriptedModel();

    @Test
    void theCallsOfOneReplyRunAtOnceAndKeepTheirOrder() {
        model.calls("", items(4)).says("Done.");
        CyclicBarrier together = new CyclicBarrier(4);
        List<CountDownLatch> done = latches(5);

        // Nobody passes before all are here, and then the last is done first.
        ToolRun run = ToolLoop.with(model)
                .tool("item", "An item", Item.class, item -> {
                    together.await(30, TimeUnit.SECONDS);
                    if (item.number() < 3) {
                        done.get(item.number() + 1).await(30, TimeUnit.SECONDS);
                    }
                    done.get(item.number()).countDown();
                    return "item " + item.number();
                })
                .build()
                .run(QUESTION);

        assertThat(run.calls())
                .extracting(execution -> execution.result().orElseThrow())
                .containsExactly("item 0", "item 1", "item 2", "item 3");
        assertThat(model.request(1).messages().subList(2, 6))
                .extracting(ChatMessage::text)
                .containsExactly("item 0", "item 1", "item 2", "item 3");
    }

    @Test
    void noMoreRunAtOnceThanAllowed() {
        model.calls("", items(12)).says("Done.");
        Set<Thread> threads = ConcurrentHashMap.newKeySet();

        ToolLoop.with(model)
                .tool("item", "An item", Item.class, item -> threads.add(Thread.currentThread()))
                .parallel(2)
                .build()
                .run(QUESTION);

        assertThat(threads).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void theThreadsAreDaemonsAndEndWithTheRun() throws Exception {
        model.calls("", items(2)).says("Done.");
        List<Thread> threads = new CopyOnWriteArrayList<>();

        ToolLoop.with(model)
                .tool("item", "An item", Item.class, item -> threads.add(Thread.currentThread()))
                .build()
                .run(QUESTION);

        assertThat(threads).hasSize(2).doesNotContain(Thread.currentThread()).allMatch(Thread::isDaemon);
        for (Thread thread : threads) {
            thread.join(30_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void oneAtATimeMeansTheCallersThread() {
        model.calls("", items(3)).says("Done.");
        List<Thread> threads = new ArrayList<>();

        ToolLoop.with(model)
                .tool("item", "An item", Item.class, item -> threads.add(Thread.currentThread()))
                .parallel(1)
                .build()
                .run(QUESTION);

        assertThat(threads).hasSize(3).containsOnly(Thread.currentThread());
    }

    @Test
    void anInterruptEndsTheRunAndTheTools() throws Exception {
        model.calls("", items(2));
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch interrupted = new CountDownLatch(1);
        ToolLoop loop = ToolLoop.with(model)
                .tool("item", "An item", Item.class, item -> {
                    running.countDown();
                    if (item.number() == 0) {
                        return "quick";
                    }
                    try {
                        return new CountDownLatch(1).await(30, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                })
                .build();
        FutureTask<Boolean> run = new FutureTask<>(() -> {
            assertThatThrownBy(() -> loop.run(QUESTION))
                    .isInstanceOf(InferenceCancelledException.class)
                    .satisfies(
                            e -> assertThat(e.getSuppressed()).singleElement().isInstanceOf(ToolLoopException.class));
            return Thread.currentThread().isInterrupted();
        });
        Thread caller = new Thread(run, "caller");
        caller.setDaemon(true);
        caller.start();
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();

        assertThat(run.get(30, TimeUnit.SECONDS)).as("still interrupted").isTrue();
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void anInterruptOnTheCallersThreadLeavesTheRestUndone() {
        model.calls("", items(3));
        List<Integer> begun = new ArrayList<>();
        ToolLoop loop = ToolLoop.with(model)
                .tool("item", "An item", Item.class, item -> {
                    begun.add(item.number());
                    throw new InterruptedException();
                })
                .parallel(1)
                .build();

        assertThatThrownBy(() -> loop.run(QUESTION))
                .isInstanceOf(InferenceCancelledException.class)
                .satisfies(e -> assertThat(
                                ((ToolLoopException) e.getSuppressed()[0]).run().calls())
                        .hasSize(1));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(begun).containsExactly(0);
    }

    @Test
    void anInterruptBetweenTheRoundsEndsTheRun() {
        model.calls("", items(1)).says("Done.");
        ToolLoop loop = ToolLoop.with(model)
                .tool("item", "An item", Item.class, item -> {
                    Thread.currentThread().interrupt();
                    return "done";
                })
                .parallel(1)
                .build();

        assertThatThrownBy(() -> loop.run(QUESTION)).isInstanceOf(InferenceCancelledException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(model.requests()).hasSize(1);
    }

    private static ToolCall[] items(int count) {
        ToolCall[] calls = new ToolCall[count];
        for (int i = 0; i < count; i++) {
            calls[i] = call("item", Map.of("number", i));
        }
        return calls;
    }

    private static List<CountDownLatch> latches(int count) {
        List<CountDownLatch> latches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            latches.add(new CountDownLatch(1));
        }
        return latches;
    }
}
