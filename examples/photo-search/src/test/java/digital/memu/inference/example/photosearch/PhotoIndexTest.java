package digital.memu.inference.example.photosearch;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.photo.Face;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.Region;
import digital.memu.inference.photo.Region.Point;
import digital.memu.inference.photo.TextLine;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.EmbeddingVector;
import digital.memu.inference.route.Route;
import digital.memu.inference.route.Tier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index as such: what goes in comes out, or nothing does. */
class PhotoIndexTest {

    private static final Models MODELS = new Models("clip", "face", "ocr");
    private static final Region MIDDLE = Region.ofFractions(
            100,
            100,
            List.of(new Point(0.25, 0.25), new Point(0.75, 0.25), new Point(0.75, 1.5), new Point(0.25, 1.5)));

    @TempDir
    Path place;

    private static PhotoAnalysis.Builder seenBy(String server) {
        return PhotoAnalysis.builder(100, 100)
                .route(Route.of(List.of(Attempt.served(server, Tier.EXTERNAL, "clip", null, Duration.ZERO))));
    }

    private static EmbeddingVector vector(float... numbers) {
        return EmbeddingVector.of("clip", numbers);
    }

    private static void put(PhotoIndexWriter writer, String name, PhotoAnalysis found) throws IOException {
        String content = "content of " + name;
        writer.put(content, found);
        writer.put(new PhotoFile(Path.of(name), name, 1, 2), content);
    }

    private PhotoIndexWriter writer() throws IOException {
        return PhotoIndexWriter.open(place, MODELS, false);
    }

    @Test
    void whatIsNotCommittedIsNotThere() throws IOException {
        try (PhotoIndexWriter writer = writer()) {
            put(writer, "one", seenBy("pc").embedding(vector(1, 0)).build());
            writer.commit();
            put(writer, "two", seenBy("pc").embedding(vector(0, 1)).build());
        }

        try (PhotoIndex index = PhotoIndex.open(place)) {
            assertThat(index.nearest(new float[] {1, 1}, 9))
                    .extracting(Match::path)
                    .containsExactly("one");
            assertThat(index.facts().space().toString()).isEqualTo("clip/2");
        }
        try (PhotoIndexWriter writer = writer()) {
            assertThat(writer.known().files()).containsOnlyKeys("one");
        }
    }

    @Test
    void theNearestComeFirstWithTheirCosines() throws IOException {
        try (PhotoIndexWriter writer = writer()) {
            put(writer, "east", seenBy("pc").embedding(vector(5, 0)).build());
            put(writer, "north", seenBy("pc").embedding(vector(0, 3)).build());
            put(writer, "west", seenBy("pc").embedding(vector(-1, 0)).build());
            writer.commit();
        }

        try (PhotoIndex index = PhotoIndex.open(place)) {
            List<Match> matches = index.nearest(new float[] {1, 0}, 3);
            assertThat(matches).extracting(Match::path).containsExactly("east", "north", "west");
            assertThat(matches)
                    .extracting(match -> Math.round(match.score() * 100))
                    .containsExactly(100L, 0L, -100L);
        }
    }

    @Test
    void theNearestIsFoundHoweverFewAreWanted() throws IOException {
        Random random = new Random(7);
        float[] wanted = new float[0];
        try (PhotoIndexWriter writer = writer()) {
            for (int i = 0; i < 300; i++) {
                float[] numbers = new float[64];
                for (int n = 0; n < numbers.length; n++) {
                    numbers[n] = (float) random.nextGaussian();
                }
                wanted = numbers;
                put(
                        writer,
                        String.valueOf(i),
                        seenBy("pc").embedding(vector(numbers)).build());
            }
            writer.commit();
        }

        try (PhotoIndex index = PhotoIndex.open(place)) {
            assertThat(index.nearest(wanted, 1)).extracting(Match::path).containsExactly("299");
        }
    }

    @Test
    void vectorsMayBeWiderThanLuceneLikesThem() throws IOException {
        float[] wide = new float[1536];
        Arrays.fill(wide, 0.5f);
        try (PhotoIndexWriter writer = writer()) {
            put(writer, "wide", seenBy("pc").embedding(vector(wide)).build());
            writer.commit();
        }

        try (PhotoIndex index = PhotoIndex.open(place)) {
            assertThat(index.nearest(wide, 1)).extracting(Match::path).containsExactly("wide");
        }
    }

    @Test
    void aVectorOfZerosIsLikeNothing() throws IOException {
        try (PhotoIndexWriter writer = writer()) {
            put(writer, "black", seenBy("pc").embedding(vector(0, 0)).build());
            put(writer, "fine", seenBy("pc").embedding(vector(0, 1)).build());
            writer.commit();
        }

        try (PhotoIndex index = PhotoIndex.open(place)) {
            assertThat(index.nearest(new float[] {1, 0}, 9))
                    .extracting(Match::path)
                    .containsExactly("fine");
        }
    }

    @Test
    void facesAreGroupedAlsoByWhatLiesBetween() throws IOException {
        try (PhotoIndexWriter writer = writer()) {
            put(writer, "a", withFace(1, 0, 0));
            put(writer, "b", withFace(0.7f, 0.7f, 0));
            put(writer, "c", withFace(0, 1, 0));
            put(writer, "d", withFace(0, 0, -1));
            writer.commit();
        }

        try (PhotoIndex index = PhotoIndex.open(place)) {
            assertThat(groups(index, 0.6)).containsExactly(List.of("a", "b", "c"), List.of("d"));
            assertThat(groups(index, 0.9)).hasSize(4);
            assertThat(FaceGroups.of(index, 0.9)
                            .persons()
                            .get(0)
                            .photos()
                            .get(0)
                            .faces())
                    .containsExactly(new Box(0.25f, 0.25f, 0.75f, 1));
        }
    }

    private static PhotoAnalysis withFace(float... numbers) {
        return seenBy("pc")
                .face(Face.of(MIDDLE, 0.9, EmbeddingVector.of("face", numbers)))
                .build();
    }

    private static List<List<String>> groups(PhotoIndex index, double cosine) throws IOException {
        return FaceGroups.of(index, cosine).persons().stream()
                .map(person -> person.photos().stream().map(Match::path).toList())
                .toList();
    }

    @Test
    void writtenWordsAreFoundAllOfThemAndMisreadInOneLetter() throws IOException {
        try (PhotoIndexWriter writer = writer()) {
            put(writer, "bill", withLines("Invoice No. 7", "Stra\u00dfe 3, M\u00fcnchen"));
            put(writer, "menu", withLines("Fish soup 7.50"));
            writer.commit();
        }

        try (PhotoIndex index = PhotoIndex.open(place)) {
            assertThat(index.written(WrittenWords.of("m\u00dcNCHEN invoice"), 9))
                    .singleElement()
                    .satisfies(match -> assertThat(match.path()).isEqualTo("bill"));
            assertThat(index.written(WrittenWords.of("lnvoice"), 9)).hasSize(1);
            assertThat(index.written(WrittenWords.of("fist"), 9)).isEmpty();
            assertThat(index.written(WrittenWords.of("invoice fish"), 9)).isEmpty();
            assertThat(index.written(WrittenWords.of("soup"), 9))
                    .extracting(Match::line)
                    .containsExactly("Fish soup 7.50");
        }
    }

    private static PhotoAnalysis withLines(String... lines) {
        PhotoAnalysis.Builder found = seenBy("pc");
        for (String line : lines) {
            found.line(TextLine.of(line, MIDDLE, 1, 1));
        }
        return found.build();
    }

    @Test
    void whatServersMadeThatAreNotKnownToAgreeIsTold() throws IOException {
        try (PhotoIndexWriter writer = writer()) {
            put(
                    writer,
                    "1",
                    seenBy("pc").embedding(vector(1, 0).calibrated(false)).build());
            put(
                    writer,
                    "2",
                    seenBy("hub").embedding(vector(0, 1).calibrated(false)).build());
            writer.commit();
        }
        try (PhotoIndex index = PhotoIndex.open(place)) {
            assertThat(warning(index)).contains("hub and pc");
        }
        // Now both have been seen to make the same, which holds for what they made before.
        try (PhotoIndexWriter writer = writer()) {
            put(writer, "3", seenBy("pc").embedding(vector(1, 1)).build());
            put(writer, "4", seenBy("hub").embedding(vector(1, 1)).build());
            writer.commit();
        }
        try (PhotoIndex index = PhotoIndex.open(place)) {
            assertThat(warning(index)).isEmpty();
        }
    }

    private static String warning(PhotoIndex index) throws IOException {
        return Trust.warning(
                index.nearest(new float[] {1, 0}, 9).stream().map(Match::trust).toList());
    }
}
