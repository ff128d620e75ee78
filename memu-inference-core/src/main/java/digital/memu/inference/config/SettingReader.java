package digital.memu.inference.config;

import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.InvalidAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values of settings, and collects everything that is wrong with them before anybody is told. */
final class SettingReader {

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)?");
    private static final int OLLAMA_PORT = 11_434;
    private static final int PHOTO_PORT = 3003;

    private final RawSettings raw;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    SettingReader(RawSettings raw) {
        this.raw = raw;
        this.problems.addAll(raw.problems());
        this.warnings.addAll(raw.warnings());
    }

    List<String> problems() {
        return problems;
    }

    List<String> warnings() {
        return warnings;
    }

    Optional<String> text(SettingKey key) {
        return raw.get(key).map(RawSettings.Found::value);
    }

    /** The addresses that are set, each once and in order; empty for {@code local} and where nothing is set. */
    List<HostAddress> addresses(SettingKey key) {
        Set<HostAddress> addresses = new LinkedHashSet<>();
        raw.get(key).ifPresent(found -> {
            for (String part : found.value().split(",", -1)) {
                if (!part.isBlank() && !part.strip().equalsIgnoreCase("local")) {
                    address(key, found, part).ifPresent(addresses::add);
                }
            }
        });
        return List.copyOf(addresses);
    }

    private Optional<HostAddress> address(SettingKey key, RawSettings.Found found, String part) {
        try {
            HostAddress address = parse(key, part);
            address.warnings().forEach(warning -> warnings.add(found.name() + ": " + warning));
            return Optional.of(address);
        } catch (InvalidAddressException e) {
            problems.add(found.name() + " (" + found.origin() + "): " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The addresses of the table, which are known to be good. */
    static List<HostAddress> standard(SettingKey key) {
        return Arrays.stream(key.standard().split(","))
                .map(part -> parse(key, part))
                .toList();
    }

    private static HostAddress parse(SettingKey key, String text) {
        return HostAddress.parse(text, key.kind() == SettingKey.Kind.PHOTO_ADDRESSES ? PHOTO_PORT : OLLAMA_PORT);
    }

    boolean flag(SettingKey key) {
        boolean standard = Boolean.parseBoolean(key.standard());
        return raw.get(key)
                .map(found -> switch (found.value().toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "on", "1" -> true;
                    case "false", "no", "off", "0" -> false;
                    default -> {
                        wrong(found, "is neither true nor false", key.name() + "=" + standard);
                        yield standard;
                    }
                })
                .orElse(standard);
    }

    /** As Memu reads it: only the word {@code true} means yes. */
    boolean wordTrue(SettingKey key) {
        Optional<RawSettings.Found> found = raw.get(key);
        if (found.isEmpty() || found.get().value().equalsIgnoreCase("true")) {
            return true;
        }
        if (Set.of("1", "yes", "on").contains(found.get().value().toLowerCase(Locale.ROOT))) {
            warnings.add(key + "=" + found.get().value() + " (" + found.get().origin()
                    + ") means no: only the word true means yes. Write " + key + "=true.");
        }
        return false;
    }

    /** Whole seconds. */
    Duration seconds(SettingKey key) {
        Optional<Duration> set = raw.get(key).flatMap(found -> {
            if (found.value().matches("\\d{1,9}")) {
                return inRange(found, seconds(found.value()));
            }
            wrong(found, "is no whole number of seconds", key + "=" + key.standard());
            return Optional.empty();
        });
        return set.orElseGet(() -> seconds(key.standard()));
    }

    private static Duration seconds(String digits) {
        return Duration.ofSeconds(Long.parseLong(digits));
    }

    /** A time with its unit; a bare number means seconds. Empty where nothing usable is set. */
    Optional<Duration> duration(SettingKey key) {
        return raw.get(key).flatMap(found -> {
            Matcher matcher = DURATION.matcher(found.value().toLowerCase(Locale.ROOT));
            if (!matcher.matches()) {
                wrong(found, "is no time", key + "=2s");
                return Optional.empty();
            }
            long count = Long.parseLong(matcher.group(1));
            String unit = matcher.group(2) == null ? "s" : matcher.group(2);
            return inRange(
                    found,
                    switch (unit) {
                        case "ms" -> Duration.ofMillis(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofSeconds(count);
                    });
        });
    }

    private Optional<Duration> inRange(RawSettings.Found found, Duration duration) {
        if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
            wrong(
                    found,
                    duration.isZero() ? "must be more than zero" : "is more than a year",
                    "a shorter time, or none");
            return Optional.empty();
        }
        return Optional.of(duration);
    }

    private void wrong(RawSettings.Found found, String what, String instead) {
        problems.add(found.name() + " (" + found.origin() + "): \"" + found.shown() + "\" " + what + ". Write "
                + instead + ", or leave it out.");
    }
}
