package digital.memu.inference.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every limit can be tightened for one call, and none is lost on the way there: whoever adds one is told so here. */
class TighteningTest {

    private static final Duration SHORT = Duration.ofMillis(7);

    /** Nothing in it is as by default. */
    private static final RoutingPolicy POLICY = RoutingPolicy.builder()
            .timeouts(t -> t.lastFirstEvent(Duration.ofMinutes(3)).streamTotal(Duration.ofHours(1)))
            .rescue(Rescue.RESTART)
            .coldStart(ColdStart.WAIT)
            .concurrency(3, Duration.ofSeconds(9))
            .allowInternet(true)
            .fallback(false)
            .contextLength(100)
            .vectorTrust(VectorTrust.CALIBRATED_ONLY)
            .switchedOff("on purpose")
            .build();

    private static Map<String, Object> fields(Object of) throws ReflectiveOperationException {
        Map<String, Object> values = new TreeMap<>();
        for (Field field : of.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                values.put(field.getName(), String.valueOf(field.get(of)));
            }
        }
        return values;
    }

    private static List<Method> clocks() {
        return Arrays.stream(Timeouts.Builder.class.getMethods())
                .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {Duration.class}))
                .toList();
    }

    private static Timeouts with(Method clock, Duration limit) throws ReflectiveOperationException {
        return ((Timeouts.Builder) clock.invoke(POLICY.timeouts().toBuilder(), limit)).build();
    }

    private static Timeouts tightened(Timeouts wish) {
        return RequestOptions.builder()
                .timeouts(t -> wish.toBuilder())
                .build()
                .applyTo(POLICY)
                .timeouts();
    }

    @Test
    void everyClockCanBeTightenedAndNoneWidened() throws ReflectiveOperationException {
        Map<String, Object> before = fields(POLICY.timeouts());
        TreeSet<String> changed = new TreeSet<>();
        for (Method clock : clocks()) {
            Map<String, Object> after = fields(tightened(with(clock, SHORT)));
            assertThat(after).as(clock.getName()).isEqualTo(fields(with(clock, SHORT)));
            after.forEach((name, value) -> {
                if (!Objects.equals(value, before.get(name))) {
                    changed.add(name);
                }
            });
            assertThat(fields(tightened(with(clock, Duration.ofDays(300)))))
                    .as(clock.getName())
                    .isEqualTo(before);
        }
        assertThat(changed).isEqualTo(before.keySet());
    }

    @Test
    void whatACallDoesNotMentionIsAsThePolicySays() throws ReflectiveOperationException {
        Map<String, Object> usual = fields(RoutingPolicy.defaults());
        fields(POLICY)
                .forEach((name, value) -> assertThat(value)
                        .as("to be seen, %s must be another than by default", name)
                        .isNotEqualTo(usual.get(name)));

        assertThat(RequestOptions.builder().build().applyTo(POLICY))
                .usingRecursiveComparison()
                .isEqualTo(POLICY);
    }

    @Test
    void theWaitForAPlaceCanBeTightenedAndNotWidened() {
        assertThat(placeWait(Duration.ZERO)).isZero();
        assertThat(placeWait(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(placeWait(Duration.ofHours(1))).isEqualTo(POLICY.placeWait());
        assertThatThrownBy(() -> RequestOptions.builder().placeWait(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("zero or more");
    }

    private static Duration placeWait(Duration wish) {
        return RequestOptions.builder().placeWait(wish).build().applyTo(POLICY).placeWait();
    }
}
