package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.internal.routing.Event.Answered;
import digital.memu.inference.internal.routing.Event.Cured;
import digital.memu.inference.internal.routing.Event.Gone;
import digital.memu.inference.internal.routing.Event.LoadBegan;
import digital.memu.inference.internal.routing.Event.LoadEnded;
import digital.memu.inference.internal.routing.Event.Misconfigured;
import digital.memu.inference.internal.routing.Event.NotCured;
import digital.memu.inference.internal.routing.Event.Paused;
import digital.memu.inference.internal.routing.Event.ProbedBadly;
import digital.memu.inference.internal.routing.Event.ProbedWell;
import digital.memu.inference.internal.routing.Event.Served;
import digital.memu.inference.internal.routing.Event.Tripped;
import digital.memu.inference.internal.routing.Event.Wanted;
import digital.memu.inference.route.BackendState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The one function by which what is known of a backend changes. */
class TransitionTest {

    private static final String MODEL = "llama3.2";
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private long now = Duration.ofDays(1).toNanos();

    private Health after(Health before, Event... events) {
        Health health = before;
        for (Event event : events) {
            health = Transition.of(health, event, now);
        }
        return health;
    }

    private Health after(Event... events) {
        return after(Health.unknown(), events);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void theTableInTheDocumentIsTheOneOfTheCode() throws Exception {
        Map<String, Health> rows = new LinkedHashMap<>();
        rows.put("UNKNOWN", Health.unknown());
        rows.put("UP", after(new Answered(MODEL)));
        rows.put("LOADING", after(new Answered(MODEL), new LoadBegan(MODEL)));
        rows.put("DOWN", after(new Gone("refused")));
        rows.put("MISCONFIGURED, a model", after(new Misconfigured(MODEL, "not found")));
        rows.put("MISCONFIGURED, whole", after(new Misconfigured(null, "HTTP 401")));
        rows.put("PAUSED", after(new Answered(MODEL), new Paused(AN_HOUR)));
        Map<String, List<Event>> columns = new LinkedHashMap<>();
        columns.put("answers", List.of(new Answered(MODEL)));
        columns.put("hard failure", List.of(new Gone("refused")));
        columns.put("good probe", List.of(new ProbedWell()));
        columns.put("bad probe", List.of(new ProbedBadly("silent", 1)));
        columns.put("model missing", List.of(new Misconfigured(MODEL, "not found")));
        columns.put("wrong service", List.of(new Misconfigured(null, "HTTP 401")));
        columns.put("put right", List.of(new Cured(MODEL), new Cured(null)));
        columns.put("load begins", List.of(new LoadBegan(MODEL)));
        columns.put("load ends", List.of(new LoadEnded(MODEL)));
        columns.put("paused", List.of(new Paused(AN_HOUR)));
        columns.put("given back", List.of(new Paused(Duration.ZERO)));

        StringBuilder table = new StringBuilder("| state | " + String.join(" | ", columns.keySet()) + " |\n|---");
        table.append("|---".repeat(columns.size())).append("|\n");
        rows.forEach((name, health) -> table.append("| ")
                .append(name)
                .append(" | ")
                .append(columns.values().stream()
                        .map(events -> cell(health, events))
                        .collect(Collectors.joining(" | ")))
                .append(" |\n"));

        Path document = Path.of("..", "docs", "architecture.md");
        String text = Files.readString(document);
        if (!text.contains(table) && Boolean.getBoolean("docs.update")) {
            String start = text.substring(0, text.indexOf("| state | answers"));
            String rest = text.substring(text.indexOf("\n\n", start.length()) + 1);
            Files.writeString(document, start + table + rest);
        }
        assertThat(Files.readString(document))
                .as("docs/architecture.md must show the code's own table; run with -Ddocs.update=true")
                .contains(table);
    }

    private String cell(Health before, List<Event> events) {
        Health health = after(before, events.toArray(Event[]::new));
        BackendState state = health.state(MODEL, now);
        return state == before.state(MODEL, now) ? "·" : state.name();
    }

    @Test
    void downEndsWithTwoGoodProbesASecondApart() {
        Health down = after(new Gone("refused"));
        Health once = after(down, new ProbedWell());
        assertThat(once.state(now)).isEqualTo(BackendState.DOWN);
        assertThat(after(once, new ProbedWell()).state(now))
                .as("at the same moment it proves nothing more")
                .isEqualTo(BackendState.DOWN);

        pass(Duration.ofSeconds(1));
        assertThat(after(once, new ProbedWell()).state(now)).isEqualTo(BackendState.UP);
        assertThat(after(once, new ProbedBadly("silent", 1), new ProbedWell()).state(now))
                .as("a bad one in between: from the beginning")
                .isEqualTo(BackendState.DOWN);
    }

    @Test
    void theDwellDoublesForOneThatFlapsAndIsForgottenWhenItHolds() {
        Health health = Health.unknown();
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            health = after(health, new Gone("refused"), new ProbedWell());
            assertThat(health.recovery().dwell()).isEqualTo(Duration.ofSeconds(seconds));
            pass(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(after(health, new ProbedWell()).state(now)).isEqualTo(BackendState.DOWN);
            pass(Duration.ofNanos(1));
            health = after(health, new ProbedWell());
            assertThat(health.state(now)).isEqualTo(BackendState.UP);
        }
        pass(Duration.ofMinutes(5));
        assertThat(after(health, new Gone("refused")).recovery().dwell()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void looksBecomeRarerWithEachInVainUpToFiveMinutes() {
        Health health = after(new Gone("refused"));
        for (int seconds : new int[] {15, 30, 60, 120, 240, 300, 300}) {
            Look look = health.recovery().look();
            pass(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(look.due(now)).isFalse();
            pass(Duration.ofNanos(1));
            assertThat(look.due(now)).isTrue();
            health = after(health, new ProbedBadly("silent", 1));
        }
        assertThat(after(health, new Wanted()).recovery().look().due(now))
                .as("somebody wants to know now")
                .isTrue();
    }

    @Test
    void onlyTheFirstOfManyRequestsThatMeetAnOutageChangesAnything() {
        Health down = after(new Gone("refused"));
        pass(Duration.ofSeconds(1));
        assertThat(after(down, new Gone("no route"))).isSameAs(down);
    }

    @Test
    void aTrippedCapabilityComesBackByTwoProbesOrByAnAnswer() {
        Health tripped = after(new Answered(MODEL), new Tripped("chat", "HTTP 500"));
        assertThat(Standing.of(tripped, "chat", MODEL, now).against()).contains("HTTP 500");
        assertThat(Standing.of(tripped, "embedding", MODEL, now).against()).isEmpty();
        Health once = after(tripped, new ProbedWell());
        assertThat(once.tripped()).isNotEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(after(once, new ProbedWell()).tripped()).isEmpty();
        assertThat(after(tripped, new Served("chat", MODEL)).tripped()).isEmpty();
        assertThat(after(tripped, new Served("embedding", MODEL)).tripped()).isNotEmpty();
    }

    @Test
    void aPauseEndsByItselfAndWhatWasLearntMeanwhileCounts() {
        Health paused = after(new Answered(MODEL), new Paused(AN_HOUR), new Gone("refused"));
        assertThat(paused.state(now)).isEqualTo(BackendState.PAUSED);
        pass(AN_HOUR);
        assertThat(paused.state(now)).isEqualTo(BackendState.DOWN);
    }

    @Test
    void aMissingModelIsLookedForEveryFiveMinutesAndSpeaksAgainstNoOther() {
        Health health = after(new Misconfigured(MODEL, "not found"));
        assertThat(Standing.of(health, "chat", MODEL, now).against()).isEqualTo("misconfigured: not found");
        assertThat(Standing.of(health, "chat", "another", now).against()).isEmpty();
        pass(Duration.ofMinutes(5));
        assertThat(health.unusable().get(MODEL).look().due(now)).isTrue();
        health = after(health, new NotCured(MODEL, "still not found"));
        assertThat(health.unusable().get(MODEL).look().due(now)).isFalse();
    }

    @Test
    void theNamesOfModelsThatCallersMakeUpAreBounded() {
        Health health = Health.unknown();
        for (int i = 0; i < 1000; i++) {
            health = after(health, new Misconfigured("model-" + i, "not found"));
        }
        assertThat(health.unusable()).hasSizeLessThan(100);
    }
}
