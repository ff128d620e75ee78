package digital.memu.inference.example.guides;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The plain Java of the guide for users of the library. */
class LibraryUsersTest {

    @Test
    void manyQuestionsAtOnce() throws Exception {
        ExecutorService threads = virtualThreads();
        try (OllamaSimulator hub =
                        OllamaSimulator.builder().model("llama3.2").answer("42").build();
                InferenceRouter router = InferenceRouter.from(settings(hub))) {
            assertThat(answers(router, threads, List.of("6 * 7?", "7 * 6?"))).containsExactly("42", "42");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatHappensIsCounted() {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (OllamaSimulator hub = OllamaSimulator.builder().model("llama3.2").build();
                InferenceRouter router = InferenceRouter.builder(settings(hub))
                        .listener(new MeterListener(registry))
                        .build()) {
            router.chat().send(ChatRequest.of("Hello"));
        }

        assertThat(registry.get("memu.requests")
                        .tag("outcome", "served")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("memu.attempts").tag("backend", "local").timer().count())
                .isEqualTo(1);
    }

    /** Where the JVM has them; the compiler is one of Java 17. */
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return Runtime.version().feature() < 21
                ? Executors.newCachedThreadPool()
                : (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null);
    }

    private static InferenceSettings settings(OllamaSimulator hub) {
        return InferenceSettings.of(Map.of("OLLAMA_LOCAL_HOST", hub.url()));
    }

    private static List<String> answers(InferenceRouter router, ExecutorService threads, List<String> questions)
            throws Exception {
        // snippet: threads
        // threads: Executors.newVirtualThreadPerTaskExecutor(), from Java 21 on
        List<Future<String>> running = new ArrayList<>();
        for (String question : questions) {
            running.add(threads.submit(
                    () -> router.chat().send(ChatRequest.of(question)).text()));
        }
        List<String> answers = new ArrayList<>();
        for (Future<String> one : running) {
            answers.add(one.get());
        }
        // end of snippet
        return answers;
    }

    /** Compiled, never called: it would talk to somebody's network. */
    static void plain() {
        // snippet: plain
        InferenceSettings settings = InferenceSettings.builder()
                .systemProperties(System.getProperties())
                .environment(System.getenv())
                .envFile(Path.of(".env"))
                .set("AI_CONNECT_TIMEOUT", "2s") // what the code says comes first
                .build();
        settings.explain().forEach(System.out::println); // what holds, and where it was set

        try (InferenceRouter router = InferenceRouter.from(settings)) {
            ChatReply reply = router.chat().send(ChatRequest.of("Why is the sky blue?"));
            System.out.println(reply.text());
            System.out.println(reply.route().explain()); // who answered, and why
        } catch (AllBackendsFailedException e) {
            System.out.println(e.route().explain()); // who was asked, and why nobody could
        }
        // end of snippet
    }
}
