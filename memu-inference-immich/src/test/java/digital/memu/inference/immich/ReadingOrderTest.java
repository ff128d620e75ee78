package digital.memu.inference.immich;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.photo.Region;
import digital.memu.inference.photo.Region.Point;
import digital.memu.inference.photo.TextLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingOrderTest {

    private static final int WIDTH = 1440;
    private static final int HEIGHT = 960;

    /** A page of words: four rows of five, in degrees off the straight. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1, 5, -5, 12, -12, 30, -30})
    void rowsAreReadFromLeftToRightAlsoWhereThePhotoIsAskew(double degrees) {
        List<TextLine> page = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 5; column++) {
                String word = row + "." + column;
                page.add(line(word, 200 + column * 200, 300 + row * 60, 150, 40, degrees));
                expected.add(word);
            }
        }
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(page, new Random(seed));
            assertThat(ReadingOrder.of(page)).extracting(TextLine::text).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void wordsOfDifferentHeightMayBeInOneRow() {
        assertThat(ReadingOrder.of(List.of(
                        line("41.90", 600, 110, 200, 20, 0),
                        line("TOTAL", 100, 95, 400, 60, 0),
                        line("EUR", 900, 105, 100, 30, 0),
                        line("below", 100, 160, 300, 40, 0))))
                .extracting(TextLine::text)
                .containsExactly("TOTAL", "41.90", "EUR", "below");
    }

    @Test
    void nothingOneLineAndLinesWithoutHeightAreNoTrouble() {
        assertThat(ReadingOrder.of(List.of())).isEmpty();
        assertThat(ReadingOrder.of(List.of(line("a", 0, 0, 0, 0, 0), line("b", 0, 0, 0, 0, 0))))
                .hasSize(2);
    }

    @Test
    void standingTextIsNotTakenForAPhotoHeldAskew() {
        assertThat(ReadingOrder.of(List.of(line("second", 500, 100, 300, 40, 90), line("first", 500, 50, 100, 30, 90))))
                .hasSize(2);
    }

    /** A rectangle turned about the middle of the photo. */
    private static TextLine line(String text, double x, double y, double width, double height, double degrees) {
        List<Point> corners = new ArrayList<>();
        for (double[] corner : new double[][] {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}}) {
            double angle = Math.toRadians(degrees);
            double fromMiddleX = corner[0] - WIDTH / 2.0;
            double fromMiddleY = corner[1] - HEIGHT / 2.0;
            corners.add(new Point(
                    WIDTH / 2.0 + fromMiddleX * Math.cos(angle) - fromMiddleY * Math.sin(angle),
                    HEIGHT / 2.0 + fromMiddleX * Math.sin(angle) + fromMiddleY * Math.cos(angle)));
        }
        return TextLine.of(text, Region.ofPixels(WIDTH, HEIGHT, corners), 0.9, 0.9);
    }
}
