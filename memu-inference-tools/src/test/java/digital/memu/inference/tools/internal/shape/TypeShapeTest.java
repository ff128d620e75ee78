package digital.memu.inference.tools.internal.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Schema, check and value of a Java type come from one tree. */
class TypeShapeTest {

    enum Mood {
        GOOD,
        VERY_BAD
    }

    record Person(String name, int age, @Nullable Mood mood) {}

    record Family(
            String name,
            List<Person> people,
            Map<String, Integer> pocketMoney,
            Optional<Person> dog,
            int[] luckyNumbers,
            Set<Mood> moods) {}

    static class Base {
        String id = "none";
    }

    static class Settings extends Base {
        private int volume = 7;
        private @Nullable String title = "untitled";
        Optional<String> nick = Optional.of("Bo");
        transient int notSeen;
        static int notSeenEither;
    }

    record Empty() {}

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.FIELD)
    @interface Words {
        String value();
    }

    @Test
    void aRecordIsAnObjectWithItsComponentsInOrder() {
        Map<String, Object> schema = TypeShape.of(Family.class, element -> "").schema();

        assertThat(schema.toString())
                .isEqualTo("{type=object, properties={"
                        + "name={type=string}, "
                        + "people={type=array, items={type=object, properties={name={type=string}, age={type=integer},"
                        + " mood={type=string, enum=[GOOD, VERY_BAD]}}, required=[name, age]}}, "
                        + "pocketMoney={type=object, description=any names, each with a value of type integer,"
                        + " additionalProperties={type=integer}}, "
                        + "dog={type=object, properties={name={type=string}, age={type=integer},"
                        + " mood={type=string, enum=[GOOD, VERY_BAD]}}, required=[name, age]}, "
                        + "luckyNumbers={type=array, items={type=integer}}, "
                        + "moods={type=array, items={type=string, enum=[GOOD, VERY_BAD]}}}, "
                        + "required=[name, people, pocketMoney, luckyNumbers, moods]}");
    }

    @Test
    void aRecordIsReadWithAllItsParts() {
        Reading<Family> reading = read(
                Family.class,
                Map.of(
                        "name", "Meier",
                        "people", List.of(Map.of("name", "Anna", "age", 9, "mood", "very_bad", "unknown", 1)),
                        "pocketMoney", Map.of("Anna", 5),
                        "dog", Map.of("name", "Rex", "age", 3),
                        "luckyNumbers", List.of(7, 8),
                        "moods", List.of("GOOD", "good")));

        assertThat(reading.problems()).isEmpty();
        Family family = reading.value();
        assertThat(family.people())
                .containsExactly(new Person("Anna", 9, Mood.VERY_BAD))
                .isUnmodifiable();
        assertThat(family.pocketMoney()).isEqualTo(Map.of("Anna", 5));
        assertThat(family.dog()).contains(new Person("Rex", 3, null));
        assertThat(family.luckyNumbers()).containsExactly(7, 8);
        assertThat(family.moods()).containsExactly(Mood.GOOD);
    }

    @Test
    void everyProblemIsToldWithItsPlaceAndNeverWithTheValue() {
        Reading<Family> reading = read(
                Family.class,
                Map.of(
                        "people", List.of(Map.of("name", List.of("secret"), "age", "secret"), "secret"),
                        "pocketMoney", Map.of("secret", "secret"),
                        "dog", Map.of("name", "secret", "age", 1, "mood", "secret"),
                        "luckyNumbers", "secret",
                        "moods", Arrays.asList("GOOD", null)));

        assertThat(reading.value()).isNull();
        assertThat(reading.problems())
                .extracting(Problem::full)
                .containsExactly(
                        "name is missing",
                        "people[0].name must be a text",
                        "people[0].age must be a whole number",
                        "people[1] must be an object",
                        "pocketMoney[0] must be a whole number",
                        "dog.mood must be one of GOOD, VERY_BAD",
                        "luckyNumbers must be a list",
                        "moods[1] is missing");
    }

    @Test
    void nullIsTheSameAsNothing() {
        Map<String, Object> json = new HashMap<>();
        json.put("name", null);
        json.put("age", 9);
        json.put("mood", null);

        assertThat(read(Person.class, json).problems())
                .extracting(Problem::brief)
                .containsExactly("name is missing");
    }

    @Test
    void aLongListOfTheSameMistakeIsToldInPart() {
        record Numbers(List<Integer> numbers) {}

        Reading<Numbers> reading = read(Numbers.class, Map.of("numbers", Collections.nCopies(1000, "x")));

        assertThat(reading.problems()).hasSize(12);
        assertThat(reading.value()).isNull();
    }

    @Test
    void aSimpleClassIsFilledFieldByField() {
        TypeShape<Settings> shape = TypeShape.of(Settings.class, element -> "");

        assertThat(shape.schema().toString()).contains("required=[id, volume]").doesNotContain("notSeen");
        Settings settings = shape.read(Map.of("id", "a", "volume", 3)).value();
        assertThat(settings.id).isEqualTo("a");
        assertThat(settings.volume).isEqualTo(3);
        assertThat(settings.title).isEqualTo("untitled");
        assertThat(settings.nick).isEmpty();
    }

    @Test
    void anEmptyRecordIsAnEmptyObject() {
        assertThat(TypeShape.of(Empty.class, element -> "").schema())
                .isEqualTo(Map.of("type", "object", "properties", Map.of(), "required", List.of()));
        assertThat(read(Empty.class, Map.of("x", 1)).value()).isEqualTo(new Empty());
    }

    @Test
    void whatTheProgramSaysStandsBeforeTheForm() {
        record Appointment(
                @Words("when it begins") LocalDate day,
                @Words("who comes") String guest) {}

        Map<String, Object> schema =
                TypeShape.of(Appointment.class, TypeShapeTest::words).schema();

        assertThat(schema.toString())
                .contains("day={type=string, format=date, description=when it begins; a date such as 2026-01-31}")
                .contains("guest={type=string, description=who comes}")
                .startsWith("{type=object, properties=")
                .endsWith("description=about Appointment}");
    }

    private static String words(AnnotatedElement element) {
        if (element instanceof Class<?> type) {
            return "about " + type.getSimpleName();
        }
        if (element instanceof RecordComponent component) {
            try {
                return component
                        .getDeclaringRecord()
                        .getDeclaredField(component.getName())
                        .getAnnotation(Words.class)
                        .value();
            } catch (NoSuchFieldException e) {
                throw new IllegalStateException(e);
            }
        }
        return "";
    }

    record Numbers(byte b, short s, Integer i, long l, BigInteger big, float f, double d, BigDecimal exact) {}

    @Test
    void numbersKeepTheirRange() {
        Map<String, Object> json = new HashMap<>(Map.of(
                "b",
                1,
                "s",
                "2",
                "i",
                3.0,
                "l",
                4,
                "big",
                new BigInteger("5".repeat(30)),
                "f",
                6,
                "d",
                7.5,
                "exact",
                "8.10"));
        Numbers numbers = read(Numbers.class, json).value();
        assertThat(numbers)
                .isEqualTo(new Numbers(
                        (byte) 1, (short) 2, 3, 4, new BigInteger("5".repeat(30)), 6, 7.5, new BigDecimal("8.10")));

        json.putAll(Map.of("b", 128, "s", 1.5, "i", 3_000_000_000L, "big", "1e999999999", "f", 1e300, "d", "NaN"));
        assertThat(read(Numbers.class, json).problems())
                .extracting(Problem::brief)
                .containsExactly(
                        "b must be a whole number in the range of its type",
                        "s must be a whole number in the range of its type",
                        "i must be a whole number in the range of its type",
                        "big is out of range",
                        "f must be a number in the range of its type",
                        "d must be a number");
    }

    record Loose(String text, boolean flag, Object anything, OptionalInt i, OptionalLong l, OptionalDouble d) {}

    @Test
    void whatIsMeantIsTaken() {
        Loose loose = read(Loose.class, Map.of("text", 3000, "flag", "True", "anything", List.of(1), "i", 1, "d", 2))
                .value();

        assertThat(loose)
                .isEqualTo(new Loose(
                        "3000", true, List.of(1), OptionalInt.of(1), OptionalLong.empty(), OptionalDouble.of(2)));
        assertThat(read(Loose.class, Map.of("text", "", "flag", "perhaps", "anything", 1))
                        .problems())
                .extracting(Problem::brief)
                .containsExactly("flag must be true or false");
    }

    record Times(
            LocalDate date,
            LocalDateTime local,
            LocalTime time,
            OffsetDateTime offset,
            ZonedDateTime zoned,
            Instant instant,
            Duration duration,
            Period period,
            YearMonth month,
            ZoneId zone,
            UUID uuid,
            URI uri) {}

    private static final Map<String, Object> TIMES = Map.ofEntries(
            Map.entry("date", "2026-01-31"),
            Map.entry("local", "2026-01-31 08:00"),
            Map.entry("time", "08:00"),
            Map.entry("offset", "2026-01-31T08:00:00+01:00"),
            Map.entry("zoned", "2026-01-31T08:00:00+01:00[Europe/Zurich]"),
            Map.entry("instant", "2026-01-31T08:00:00+01:00"),
            Map.entry("duration", "PT1H30M"),
            Map.entry("period", "P7D"),
            Map.entry("month", "2026-01"),
            Map.entry("zone", "Europe/Zurich"),
            Map.entry("uuid", "00000000-0000-0000-0000-000000000001"),
            Map.entry("uri", "https://example.org/"));

    @Test
    void timesAreTextsInTheFormThatIsDescribed() {
        LocalDateTime eight = LocalDateTime.of(2026, 1, 31, 8, 0);

        assertThat(read(Times.class, TIMES).value())
                .isEqualTo(new Times(
                        eight.toLocalDate(),
                        eight,
                        eight.toLocalTime(),
                        eight.atOffset(ZoneOffset.ofHours(1)),
                        eight.atZone(ZoneId.of("Europe/Zurich")),
                        Instant.parse("2026-01-31T07:00:00Z"),
                        Duration.ofMinutes(90),
                        Period.ofDays(7),
                        YearMonth.of(2026, 1),
                        ZoneId.of("Europe/Zurich"),
                        new UUID(0, 1),
                        URI.create("https://example.org/")));
    }

    @Test
    void eachTimeSaysWhatItShouldBe() {
        Map<String, Object> wrong = new HashMap<>();
        TIMES.keySet().forEach(name -> wrong.put(name, "soon, \\ secretly"));
        wrong.put("date", 20260131);

        List<String> problems =
                read(Times.class, wrong).problems().stream().map(Problem::brief).toList();

        assertThat(problems)
                .hasSize(12)
                .allMatch(problem -> problem.contains(" must be "))
                .noneMatch(p -> p.contains("secret"));
        assertThat(problems).contains("date must be a text: a date such as 2026-01-31");
    }

    @Test
    void aLocalTimeHasNoFormatThatWouldForceAnOffset() {
        Map<?, ?> times =
                (Map<?, ?>) TypeShape.of(Times.class, element -> "").schema().get("properties");

        assertThat(times.get("date")).asString().contains("format=date,");
        assertThat(times.get("offset")).asString().contains("format=date-time,");
        for (String local : List.of("local", "time")) {
            assertThat(times.get(local)).asString().contains("pattern=").doesNotContain("format");
        }
    }

    @Test
    void whatAPatternAllowsCanBeRead() {
        Map<?, ?> times =
                (Map<?, ?>) TypeShape.of(Times.class, element -> "").schema().get("properties");
        Map<String, List<String>> allowed = Map.of(
                "local", List.of("2026-01-31T08:00:59", "2026-12-01T23:59"),
                "time", List.of("00:00", "19:30:05"),
                "duration", List.of("PT1H30M", "PT48H", "PT5M", "PT999999S"),
                "period", List.of("P7D", "P2W", "P1M", "P10Y"),
                "month", List.of("2026-01", "2026-12"));

        allowed.forEach((name, texts) -> {
            String pattern = (String) ((Map<?, ?>) times.get(name)).get("pattern");
            for (String text : texts) {
                assertThat(text).matches(pattern);
                Map<String, Object> json = new HashMap<>(TIMES);
                json.put(name, text);
                assertThat(read(Times.class, json).problems()).as(text).isEmpty();
            }
            assertThat("soon").doesNotMatch(pattern);
        });
    }

    record Node(String name, List<Node> children) {}

    record Two(Person first, Person second) {}

    record Generic<T>(T value) {}

    record Raw(List<?> any, @SuppressWarnings("rawtypes") List raw) {}

    record WithGeneric(Generic<String> generic) {}

    record BadKeys(Map<Integer, String> map) {}

    record BadPart(List<Thread> threads) {}

    record Face(Runnable runnable) {}

    static class Final {
        final String fixed = String.valueOf(1);
    }

    static class NoConstructor {
        String name;

        NoConstructor(String name) {
            this.name = name;
        }
    }

    class Inner {
        String name = "";
    }

    static List<Arguments> unsupported() {
        return List.of(
                Arguments.of(Node.class, "Node.children: Node contains itself"),
                Arguments.of(Generic.class, "Generic.value: the type T is known only where it is used"),
                Arguments.of(Raw.class, "Raw.raw: say what the List holds, for example List<String>"),
                Arguments.of(WithGeneric.class, "Generic.value: the type T"),
                Arguments.of(BadKeys.class, "BadKeys.map: the keys of a map must be of type String"),
                Arguments.of(BadPart.class, "BadPart.threads: java.lang.Thread is not supported"),
                Arguments.of(Face.class, "Face.runnable: java.lang.Runnable is not supported"),
                Arguments.of(Final.class, "Final.fixed: the field is final"),
                Arguments.of(NoConstructor.class, "has no constructor without arguments"),
                Arguments.of(Inner.class, "Make it static"),
                Arguments.of(Comparable.class, "java.lang.Comparable"),
                Arguments.of(Mood.class, "Mood is no object with named fields"),
                Arguments.of(int[].class, "no object"),
                Arguments.of(Map.class, "no object"),
                Arguments.of(LocalDate.class, "no object"));
    }

    @ParameterizedTest
    @MethodSource
    void unsupported(Class<?> type, String message) {
        assertThatThrownBy(() -> TypeShape.of(type, element -> ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void theSameTypeTwiceIsNoRecursion() {
        assertThat(TypeShape.of(Two.class, element -> "").schema().toString()).contains("first=", "second=");
    }

    record Nulls(List<@Nullable String> names, @Nullable List<String> more, List<? extends Mood> moods) {}

    @Test
    void elementsMayBeNullWhereTheirTypeSaysSo() {
        Nulls nulls = read(Nulls.class, Map.of("names", Arrays.asList("a", null), "moods", List.of("GOOD")))
                .value();

        assertThat(nulls.names()).containsExactly("a", null);
        assertThat(nulls.more()).isNull();
        assertThat(nulls.moods()).isEqualTo(List.of(Mood.GOOD));
    }

    record Lists(int[] numbers, Set<Integer> set) {}

    @Test
    void aListWithAMistakeIsNotMade() {
        assertThat(read(Lists.class, Map.of("numbers", List.of(1, "x"), "set", List.of("y")))
                        .problems())
                .extracting(Problem::brief)
                .containsExactly("numbers[1] must be a whole number", "set[0] must be a whole number");
    }

    /** As libraries had it before annotations of types. */
    static final class Old {
        @Retention(RetentionPolicy.RUNTIME)
        @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
        @interface Nullable {}
    }

    record Legacy(@Old.Nullable String name) {}

    @Test
    void anybodysNullableWillDo() {
        assertThat(read(Legacy.class, Map.of()).value()).isEqualTo(new Legacy(null));
    }

    record Failing(String name) {
        Failing {
            throw new StackOverflowError();
        }
    }

    @Test
    void anErrorInAConstructorIsNoMistakeOfTheModels() {
        assertThatThrownBy(() -> read(Failing.class, Map.of("name", ""))).isInstanceOf(StackOverflowError.class);
    }

    private static <T> Reading<T> read(Class<T> type, Map<String, ?> json) {
        return TypeShape.of(type, element -> "").read(json);
    }
}
