package digital.memu.inference.example.photosearch;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.support.JavaProgram.Ended;
import java.awt.Color;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is handed out: everything that it needs is in it. */
class JarIT {

    private static final String WEBP = "UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=";

    @TempDir
    Path folder;

    @Test
    void itTellsItsVersion() {
        assertThat(new SearchProcess(folder).run("--version").out()).matches("photo-search [0-9].*\\R");
    }

    @Test
    void itPlaysItsDemo() {
        Ended demo = new SearchProcess(folder).run("demo", "demo");

        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.out()).contains("beach with a dog.jpg", "Person 2: 3 photos", "INVOICE No. 2041");
        assertThat(demo.err()).doesNotContain("WARN", "\tat ");
    }

    @Test
    void itKnowsRealServersAndKindsOfPhotosThatTheJdkDoesNot() {
        Pictures.jpeg(folder.resolve("photos/red.jpg"), Color.RED);
        Pictures.write(folder.resolve("photos/small.webp"), Base64.getDecoder().decode(WEBP));
        try (ImmichMlSimulator server = ImmichMlSimulator.builder().build()) {
            SearchProcess search = new SearchProcess(folder).server(server.url());

            assertThat(search.run("index", "photos").out()).isEqualTo("2 photos in the index: 2 new.\n");
            assertThat(server.requests("/predict"))
                    .allSatisfy(request -> assertThat(
                                    request.part("image").orElseThrow().bytes())
                            .startsWith(0xFF, 0xD8));
            assertThat(search.run("search", "red", "--in", "photos").out()).hasLineCount(2);
        }
    }
}
