package digital.memu.inference.example.photosearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digital.memu.support.JavaProgram.Ended;
import java.awt.Color;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finds things in the drawn album, on the simulated machines that stand in where no server is set. */
class FindingTest {

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
    private static final String ODD = "it's \"50 %\" <b>#1?</b>\nsecond line \ud83d\ude00.jpg";

    @TempDir
    static Path folder;

    private static SearchProcess search;

    @BeforeAll
    static void indexTheAlbum() throws IOException {
        Scenes.draw(folder.resolve("album"));
        Pictures.jpeg(folder.resolve("album").resolve(ODD), new Color(0x8040a0));
        search = new SearchProcess(folder);
        Ended index = search.run("index", "album");
        assertThat(index.code()).as(index.err()).isZero();
        assertThat(index.err()).startsWith("No server is set (MACHINE_LEARNING_URL): two simulated ones stand in");
        assertThat(index.out()).startsWith("22 photos in the index: ");
    }

    @Test
    void whatAPhotoShows() {
        Ended result = search.run("search", "a dog on the beach", "--in", "album", "-n", "2");

        assertThat(result.out().lines())
                .hasSize(2)
                .first()
                .asString()
                .matches(" 0\\.[0-9]{2}  album/summer/beach with a dog\\.jpg");
        assertThat(result.code()).isZero();
    }

    @Test
    void whoIsInIt() {
        Ended result = search.run("faces", "--in", "album");

        assertThat(result.out()).isEqualTo("""
                Person 1: 3 photos
                  album/home/Anna's birthday.jpg
                  album/summer/Anna on the beach.jpg
                  album/summer/Ben and Anna \u2600.jpg
                Person 2: 3 photos
                  album/home/Ben.jpg
                  album/summer/Ben and Anna \u2600.jpg
                  album/winter/Ben in the forest.jpg
                """);
        assertThat(result.code()).isZero();
    }

    @Test
    void whatIsWrittenThere() throws IOException {
        Ended text = search.run("text", "washing", "INVOICE", "--in", "album");
        Ended misread = search.run("text", "lnvoice", "--in", "album", "--json");
        Ended nothing = search.run("text", "invoice bakery", "--in", "album");

        assertThat(text.out()).contains("album/papers/invoice.png\n").hasLineCount(2);
        JsonNode json = new ObjectMapper().readTree(misread.out());
        assertThat(json).hasSize(1);
        assertThat(json.path(0).path("path").asText()).isEqualTo("papers/invoice.png");
        assertThat(Path.of(json.path(0).path("file").asText())).isRegularFile();
        assertThat(nothing.out()).isEmpty();
        assertThat(nothing.err()).isEqualTo("Nothing was found.\n");
        assertThat(nothing.code()).isZero();
    }

    @Test
    void oddNamesStayOneLineOnATerminalAndWholeInJson() throws IOException {
        Ended text = search.run("search", "purple", "--in", "album", "-n", "1");
        Ended json = search.run("search", "purple", "--in", "album", "-n", "1", "--json");

        assertThat(text.out()).hasLineCount(1).contains("it's \"50 %\" <b>#1?</b>?second line \ud83d\ude00.jpg");
        JsonNode photo = new ObjectMapper().readTree(json.out()).path(0);
        assertThat(photo.path("path").asText()).isEqualTo(ODD);
        assertThat(photo.path("score").asDouble()).isBetween(0.9, 1.0);
    }

    @Test
    void aPageLinksToWhatIsThereAndRunsNothing() throws IOException {
        Ended result = search.run("search", "purple", "dog", "--in", "album", "--html", "pages/found.html");

        assertThat(result.err()).contains("Page: " + folder.toRealPath().resolve("pages/found.html"));
        String html = Files.readString(folder.resolve("pages/found.html"));
        List<String> links =
                LINK.matcher(html).results().map(match -> match.group(1)).toList();
        assertThat(links).hasSize(20).allMatch(link -> !link.contains(":"));
        for (String link : links) {
            assertThat(Path.of(folder.resolve("pages").toUri().resolve(URI.create(link))))
                    .isRegularFile();
        }
        assertThat(links).anyMatch(link -> link.contains("%0Asecond%20line%20%F0%9F%98%80.jpg"));
        assertThat(html).contains("&lt;b&gt;#1?&lt;/b&gt;").doesNotContain("<b>", "<script", "javascript:");
        assertThat(search.run("index", "album").out()).startsWith("22 photos in the index: nothing new.");
    }

    @Test
    void aPageOfFacesMarksThem() throws IOException {
        search.run("faces", "--in", "album", "--html", "album/faces.html");

        String html = Files.readString(folder.resolve("album/faces.html"));
        List<String> boxes = Pattern.compile("class=\"face\" style=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(boxes).hasSize(6).contains("left:41.00%;top:20.00%;width:18.00%;height:25.00%");
        // The small pictures lie in the album now, and are none of its photos.
        assertThat(search.run("index", "album").out()).startsWith("22 photos in the index: nothing new.");
    }

    @Test
    void aFolderWithoutAnIndex() {
        for (List<String> words : List.of(List.of("search", "dog"), List.of("faces"), List.of("text", "dog"))) {
            Ended result = search.run(words.toArray(String[]::new));

            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).startsWith("There is no index in '.photo-search' yet: run 'photo-search index");
        }
    }

    @Test
    void whatTheSimulatorSawIsNotComparedWithWhatAServerSees() {
        Ended result = new SearchProcess(folder).server("http://127.0.0.1:9").run("search", "dog", "--in", "album");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("The simulator made this index").contains("--rebuild");
    }

    @Test
    void wrongUse() {
        assertThat(search.run().err()).startsWith("Which command?");
        assertThat(search.run("search", "  ", "--in", "album").err()).isEqualTo("There are no words to search for.\n");
        assertThat(search.run("text", "!?", "--in", "album").err())
                .isEqualTo("There is no word in '!?' to look for.\n");
        assertThat(search.run("faces", "--alike", "7", "--in", "album").code()).isEqualTo(2);
        assertThat(search.run("search", "dog", "-n", "0").err()).startsWith("--limit is from 1 to 1000, not 0.");
        assertThat(search.run("index", "album", "--give-up-after", "soon").err())
                .contains("'soon' is no time");
    }

    @Test
    void aReaderThatGoesAway() {
        Ended result =
                search.shell("( \"$@\"; echo \"code $?\" >&2 ) | true", "search", "dog", "--in", "album", "-n", "1000");

        assertThat(result.err()).endsWith("code 141\n");
    }

    @Test
    void theDemoTellsItsStory() {
        Ended result = search.run("demo", "demo");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("gaming-pc gives way to hub.", "Page: ");
        assertThat(result.out())
                .contains("21 photos in the index: ", ": nothing new.", "beach with a dog.jpg", "Person 2: 3 photos")
                .contains("INVOICE No. 2041");
        assertThat(folder.resolve("demo/faces.html")).isRegularFile();
        assertThat(search.run("demo", "album").err()).isEqualTo("'album' is there already: name a new folder.\n");
    }
}
