package digital.memu.inference.tools.internal.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a tool returns, as JSON knows it. */
class PlainTest {

    record Point(int x, @Nullable String label) {}

    static class Box {
        private final List<Point> points = List.of(new Point(1, null));
        int size = 2;
    }

    record Failing(String name) {
        @Override
        public String name() {
            throw new IllegalStateException("broken");
        }
    }

    @Test
    void simpleValuesStay() {
        assertThat(Plain.of(null)).isNull();
        assertThat(Plain.of(1.5)).isEqualTo(1.5);
        assertThat(Plain.of(true)).isEqualTo(true);
        assertThat(Plain.of(new StringBuilder("text"))).isEqualTo("text");
        assertThat(Plain.of('c')).isEqualTo("c");
    }

    @Test
    void whatIsWrittenAsTextBecomesText() {
        assertThat(Plain.of(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(Plain.of(Duration.ofMinutes(90))).isEqualTo("PT1H30M");
        assertThat(Plain.of(ZoneId.of("UTC"))).isEqualTo("UTC");
        assertThat(Plain.of(DayOfWeek.MONDAY)).isEqualTo("MONDAY");
        assertThat(Plain.of(new UUID(0, 1))).isEqualTo("00000000-0000-0000-0000-000000000001");
        assertThat(Plain.of(Thread.State.NEW)).isEqualTo("NEW");
    }

    @Test
    void partsAreTakenOneByOne() {
        assertThat(Plain.of(new Box()).toString()).isEqualTo("{points=[{x=1, label=null}], size=2}");
        assertThat(Plain.of(new int[] {1, 2})).isEqualTo(List.of(1, 2));
        assertThat(Plain.of(new Point[] {new Point(1, "a")})).isEqualTo(List.of(Map.of("x", 1, "label", "a")));
        assertThat(Plain.of(Map.of(DayOfWeek.MONDAY, Optional.of(1)))).isEqualTo(Map.of("MONDAY", 1));
        assertThat(Plain.of(Arrays.asList(Optional.empty(), OptionalInt.empty(), OptionalInt.of(3))))
                .isEqualTo(Arrays.asList(null, null, 3));
    }

    @Test
    void whatCannotBeToldIsNamed() {
        assertThatThrownBy(() -> Plain.of(List.of(new Thread())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a java.lang.Thread cannot be told as JSON");
        assertThatThrownBy(() -> Plain.of(new Failing("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Failing.name fails")
                .hasCauseInstanceOf(IllegalStateException.class);
        List<Object> circle = new ArrayList<>();
        circle.add(circle);
        assertThatThrownBy(() -> Plain.of(circle))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("contains itself");
    }
}
