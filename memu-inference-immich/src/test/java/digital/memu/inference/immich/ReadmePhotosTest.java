package digital.memu.inference.immich;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.photo.Face;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoModel;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.TextEmbedding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's example with photos, compiled; the README must show it as it stands here. */
class ReadmePhotosTest {

    @Test
    void theReadmeShowsWhatIsCompiledHere() throws IOException {
        Path source = Path.of("src/test/java/digital/memu/inference/immich/ReadmePhotosTest.java");
        String shown = between(Path.of("..", "README.md"), "<!-- snippet: photos -->\\s*```java", "```");
        String compiled = between(source, "// snippet: photos\\n", "// end of snippet");

        assertThat(shown.replaceAll("\\s+", "")).isEqualTo(compiled.replaceAll("\\s+", ""));
    }

    /** Compiled, never called: it would talk to somebody's network. */
    static void photos() {
        // snippet: photos
        try (InferenceRouter router = InferenceRouter.builder()
                .backend(ImmichMlBackend.at("http://192.168.1.50:3003")
                        .named("gaming-pc")
                        .external()
                        .build())
                .backend(ImmichMlBackend.at("http://immich-machine-learning:3003")
                        .named("hub")
                        .local()
                        .build())
                .build()) {
            PhotoModel photos = router.photos().preparedBy(ImageIoPhotoPreparer.create()); // upright, small, JPEG
            PhotoAnalysis found = photos.analyze(PhotoRequest.of(Path.of("beach.jpg"))
                    .embedding("ViT-B-32__openai")
                    .faces("buffalo_l")
                    .text("PP-OCRv5_mobile")
                    .build());
            for (Face face : found.faces()) {
                System.out.println(face.region().bounds()); // in pixels of the photo as it is on disk
            }
            TextEmbedding wanted = photos.embedText("ViT-B-32__openai", "a dog on the beach");
            System.out.println(found.embedding().orElseThrow().cosine(wanted.embedding()));
        }
        // end of snippet
    }

    private static String between(Path file, String start, String end) throws IOException {
        Matcher matcher = Pattern.compile(start + "(.*?)" + end, Pattern.DOTALL).matcher(Files.readString(file));
        assertThat(matcher.find()).as("%s has %s", file, start).isTrue();
        return matcher.group(1);
    }
}
