package digital.memu.inference;

import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.BackendStatus;
import digital.memu.inference.route.Tier;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The status in words for a family: a block for each external server, or for this hub where a service has none; lines beyond
 * the first ones only where they tell something.
 */
final class StatusText {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private final ZonedDateTime now;
    private final StringBuilder text = new StringBuilder("**AI Configuration**");

    StatusText(Instant at, ZoneId zone) {
        this.now = at.atZone(zone);
    }

    String of(String switchedOff, List<BackendStatus> backends) {
        if (!switchedOff.isEmpty()) {
            return text.append("\nStatus: ").append(switchedOff).toString();
        }
        Map<String, List<BackendStatus>> services = backends.stream()
                .collect(Collectors.groupingBy(BackendStatus::service, LinkedHashMap::new, Collectors.toList()));
        String before = "\n";
        for (List<BackendStatus> service : services.values()) {
            text.append(before);
            before = "\n\n";
            service(service);
        }
        return text.toString();
    }

    private void service(List<BackendStatus> all) {
        List<BackendStatus> external =
                all.stream().filter(one -> one.tier() != Tier.LOCAL).toList();
        String before = "";
        for (BackendStatus one : external.isEmpty() ? all : external) {
            text.append(before);
            before = "\n";
            block(one, all);
        }
    }

    private void block(BackendStatus one, List<BackendStatus> all) {
        boolean local = one.tier() == Tier.LOCAL;
        text.append(one.service()).append(local ? ": Local" : ": External (" + place(one) + ")");
        one.model().ifPresent(model -> line("Model", model));
        line("Status", (local ? localWords(one) : externalWords(one)) + instead(one, all));
        if (!healthy(one) && one.state() != BackendState.PAUSED) {
            if (one.state() != BackendState.DOWN && !one.why().isEmpty()) {
                line("Reason", one.why());
            }
            one.lastSuccess().ifPresent(time -> line("Last worked", day(time)));
        }
        if (!local && !usable(one) && all.stream().noneMatch(StatusText::usable)) {
            all.stream().filter(other -> other.tier() == Tier.LOCAL).forEach(hub -> line("This hub", localWords(hub)));
        }
    }

    private void line(String key, String value) {
        text.append("\n  ").append(key).append(": ").append(value);
    }

    private String externalWords(BackendStatus one) {
        return switch (one.state()) {
            case UP -> one.against().isEmpty() ? "Connected" : "Failing";
            case DOWN -> "Not reachable";
            default -> words(one);
        };
    }

    private String localWords(BackendStatus one) {
        return switch (one.state()) {
            case UP -> one.against().isEmpty() ? "Running" : "Failing";
            case DOWN -> "Not running";
            default -> words(one);
        };
    }

    private String words(BackendStatus one) {
        return switch (one.state()) {
            case LOADING -> "Loading the model";
            case MISCONFIGURED -> "Needs attention";
            case PAUSED ->
                one.pausedUntil()
                        .map(until -> "Paused until " + day(until).replace("today ", ""))
                        .orElse("Paused");
            default -> one.against().isEmpty() ? "Not contacted yet" : "Failing";
        };
    }

    /** Who answers in its place; empty when it does so itself, or nobody does. */
    private static String instead(BackendStatus one, List<BackendStatus> all) {
        if (usable(one)) {
            return "";
        }
        Optional<BackendStatus> other = all.stream()
                .filter(BackendStatus::inForce)
                .filter(StatusText::usable)
                .findFirst();
        return other.map(used -> used.tier() == Tier.LOCAL ? ", using this hub (slower)" : ", using " + place(used))
                .orElse("");
    }

    private static boolean healthy(BackendStatus one) {
        return switch (one.state()) {
            case LOADING -> true;
            case UP, UNKNOWN -> one.against().isEmpty();
            default -> false;
        };
    }

    /** Whether requests go to it when their turn comes; nobody is, whose state speaks against it. */
    private static boolean usable(BackendStatus one) {
        return one.against().isEmpty()
                && one.state() != BackendState.DOWN
                && one.state() != BackendState.MISCONFIGURED
                && one.state() != BackendState.PAUSED;
    }

    private static String place(BackendStatus one) {
        return one.address().isEmpty() ? one.name() : one.address();
    }

    private String day(Instant time) {
        ZonedDateTime then = time.atZone(now.getZone());
        LocalDate today = now.toLocalDate();
        LocalDate date = then.toLocalDate();
        String day = date.equals(today)
                ? "today"
                : date.equals(today.minusDays(1))
                        ? "yesterday"
                        : date.equals(today.plusDays(1)) ? "tomorrow" : date.toString();
        return day + " " + CLOCK.format(then);
    }
}
