package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.RouterView;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.Conversation;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.setup.ConnectionTest;
import digital.memu.inference.setup.Diagnosis;
import digital.memu.inference.testing.FakeBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's examples, compiled; the README must show them as they stand here. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Path SOURCE = Path.of("src/test/java/digital/memu/inference/ollama/ReadmeTest.java");

    @ParameterizedTest
    @ValueSource(strings = {"chat", "more", "setup", "fake"})
    void theReadmeShowsWhatIsCompiledHere(String name) throws IOException {
        String shown = between(README, "<!-- snippet: " + name + " -->\\s*```java", "```");
        String compiled = between(SOURCE, "// snippet: " + name + "\\n", "// end of snippet");

        assertThat(squeezed(shown)).isEqualTo(squeezed(compiled));
    }

    @Test
    void aUsersTestOfTenLines() {
        // snippet: fake
        FakeBackend pc = FakeBackend.named("gaming-pc")
                .external()
                .answering("from the pc")
                .build();
        FakeBackend hub =
                FakeBackend.named("hub").local().answering("from the hub").build();
        try (InferenceRouter router =
                InferenceRouter.builder().backend(pc).backend(hub).build()) {
            pc.goOffline();

            ChatReply reply = router.chat().send(ChatRequest.of("Hello?"));

            assertThat(reply.text()).isEqualTo("from the hub");
            assertThat(reply.route().backend()).isEqualTo("hub");
        }
        // end of snippet
    }

    /** Compiled, never called: it would talk to somebody's network. */
    static void chat() {
        // snippet: chat
        try (InferenceRouter router = InferenceRouter.builder()
                .backend(OllamaBackend.at("http://192.168.1.50:11434")
                        .named("gaming-pc")
                        .external()
                        .model("llama3.1:8b")
                        .build())
                .backend(OllamaBackend.at("http://ollama:11434")
                        .named("hub")
                        .local()
                        .model("llama3.2")
                        .build())
                .build()) {
            try (ChatStream stream = router.chat().stream(ChatRequest.of("Why is the sky blue?"))) {
                for (ChatEvent event : stream) {
                    System.out.print(event.text());
                }
                System.out.println(stream.reply().route().explain());
            }
        }
        // end of snippet
    }

    /** Compiled, never called either. */
    static void more(InferenceRouter router) {
        // snippet: more
        RouterView quick = router.with(RequestOptions.builder()
                .onlyLocal()
                .deadline(Duration.ofSeconds(20))
                .build());
        ChatReply reply = quick.chat().send(ChatRequest.of("Good night!"));

        CompletableFuture<ChatReply> later = router.async().chat().send(ChatRequest.of("Write a poem."));
        later.cancel(true); // the server stops writing

        Conversation talk = Conversation.with(router.chat()).system("Be brief.").build();
        talk.ask("Who wrote Faust?");
        talk.ask("And when?");
        // end of snippet
        assertThat(reply).isNotNull();
    }

    /** Compiled, never called either. */
    static void setup() {
        // snippet: setup
        try (ConnectionTest test = ConnectionTest.of("192.168.1.50:11434")
                .service("Ollama")
                .model("llama3.2")
                .external()
                .exporter("http://192.168.1.50:9835/metrics") // optional: it can name the graphics card
                .onStep(step -> System.out.println(step.text()))
                .build()) {
            Diagnosis diagnosis = test.run(); // 10 seconds at most; start() does not wait
            System.out.println(diagnosis.sentence()); // Connected to Ollama (RTX 4080 detected)
            System.out.println(diagnosis.fix()); // what to try first
            diagnosis.repair().ifPresent(repair -> System.out.println(repair.label())); // what one click could do
        }
        // end of snippet
    }

    private static String between(Path file, String start, String end) throws IOException {
        Matcher matcher = Pattern.compile(start + "(.*?)" + end, Pattern.DOTALL).matcher(Files.readString(file));
        assertThat(matcher.find()).as("%s has %s", file, start).isTrue();
        return matcher.group(1);
    }

    /** Line breaks are the formatter's business, not the reader's. */
    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
