package digital.memu.inference.ollama.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a model stays loaded after its last use. */
record KeepAlive(Duration time) {

    static final KeepAlive DEFAULT = new KeepAlive(Duration.ofMinutes(5));

    static final KeepAlive NONE = new KeepAlive(Duration.ZERO);

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
    private static final Pattern FORM = Pattern.compile("[-+]?((\\d+\\.?\\d*|\\.\\d+)([a-zµ]+))+");
    private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([a-zµ]+)");
    private static final Map<String, Double> SECONDS =
            Map.of("ns", 1e-9, "us", 1e-6, "µs", 1e-6, "ms", 1e-3, "s", 1.0, "m", 60.0, "h", 3600.0);

    /** A number of seconds, or a duration as Go writes it; negative means for ever. */
    static KeepAlive of(JsonNode value) throws Refusal {
        if (value.isMissingNode() || value.isNull()) {
            return DEFAULT;
        }
        if (value.isNumber()) {
            return ofSeconds(value.doubleValue());
        }
        if (!value.isTextual()) {
            throw new Refusal(400, "Unsupported type: " + value);
        }
        return parse(value.textValue());
    }

    private static KeepAlive parse(String text) throws Refusal {
        if (text.equals("0")) {
            return ofSeconds(0);
        }
        if (!FORM.matcher(text).matches()) {
            boolean number = text.matches("[-+]?\\d+(\\.\\d+)?");
            throw new Refusal(400, "time: " + (number ? "missing unit in" : "invalid") + " duration \"" + text + "\"");
        }
        double seconds = 0;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            Double unit = SECONDS.get(part.group(2));
            if (unit == null) {
                throw new Refusal(400, "time: unknown unit \"" + part.group(2) + "\" in duration \"" + text + "\"");
            }
            seconds += Double.parseDouble(part.group(1)) * unit;
        }
        return ofSeconds(text.startsWith("-") ? -seconds : seconds);
    }

    private static KeepAlive ofSeconds(double seconds) {
        return new KeepAlive(seconds < 0 ? LONGEST : Duration.ofNanos((long) (seconds * 1e9)));
    }

    boolean isZero() {
        return time.isZero();
    }

    Instant from(Instant now) {
        return now.plus(time);
    }
}
