package digital.memu.inference.example.ownbackend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.BackendProvider;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.route.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A third party's ability and a third party's server, routed like the library's own. */
class OwnBackendTest {

    private static final byte[] PHOTO = {1, 2, 3};

    @Test
    void aCapabilityOfOnesOwnFallsOverToTheNextBackend() {
        TagServer off = new Tags(false);
        TagServer on = new Tags(true);
        try (InferenceRouter router = InferenceRouter.builder()
                .backend(new TagServerBackend("pc", Tier.EXTERNAL, off))
                .backend(new TagServerBackend("hub", Tier.LOCAL, on))
                .build()) {
            assertThat(router.capability(ImageTagger.KEY).tag(PHOTO)).containsExactly("dog", "beach");
        }
    }

    @Test
    void whenNobodyAnswersTheRouteNamesEverybody() {
        try (InferenceRouter router = InferenceRouter.builder()
                .backend(new TagServerBackend("pc", Tier.EXTERNAL, new Tags(false)))
                .build()) {
            assertThatThrownBy(() -> router.capability(ImageTagger.KEY).tag(PHOTO))
                    .isInstanceOf(AllBackendsFailedException.class)
                    .hasMessageContaining("pc: failed");
        }
    }

    @Test
    void aChatBackendOfOnesOwnIsRoutedLikeTheOthers() {
        try (InferenceRouter router =
                InferenceRouter.builder().backend(new EchoBackend()).build()) {
            assertThat(router.chat().send(ChatRequest.of("hello over there")).text())
                    .isEqualTo("hello over there");
        }
    }

    @Test
    void aRouterMadeOfSettingsFindsIt() throws IOException {
        try (InferenceRouter router = InferenceRouter.from(InferenceSettings.of(Map.of()))) {
            assertThat(router.chat().send(ChatRequest.of("hello")).route().backend())
                    .isEqualTo("echo");
        }
        assertThat(Path.of("src/main/resources/META-INF/services", BackendProvider.class.getName()))
                .hasContent(EchoBackendProvider.class.getName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"capability", "backend", "stream", "provider"})
    void theGuideShowsWhatIsCompiledHere(String name) throws IOException {
        String guide = Files.readString(Path.of("..", "..", "docs", "writing-a-backend.md"));
        String shown = between(guide, "<!-- snippet: " + name + " -->\\s*```java", "```");

        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            List<String> compiled = sources.filter(file -> file.toString().endsWith(".java"))
                    .map(OwnBackendTest::read)
                    .filter(text -> text.contains("// snippet: " + name + "\n"))
                    .map(text -> between(text, "// snippet: " + name + "\\n", "// end of snippet"))
                    .toList();
            assertThat(compiled).hasSize(1);
            assertThat(shown.replaceAll("\\s+", "")).isEqualTo(compiled.get(0).replaceAll("\\s+", ""));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String between(String text, String start, String end) {
        Matcher matcher = Pattern.compile(start + "(.*?)" + end, Pattern.DOTALL).matcher(text);
        assertThat(matcher.find()).as(start).isTrue();
        return matcher.group(1);
    }

    private record Tags(boolean there) implements TagServer {
        @Override
        public List<String> ask(byte[] photo, long millisLeft) throws IOException {
            if (!there) {
                throw new IOException("off");
            }
            return List.of("dog", "beach");
        }

        @Override
        public boolean ping() {
            return there;
        }
    }
}
