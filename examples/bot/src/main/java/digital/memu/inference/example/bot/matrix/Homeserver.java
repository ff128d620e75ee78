package digital.memu.inference.example.bot.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the bot asks of a homeserver, call by call. Thread-safe.
 *
 * <p>Every call throws a {@link MatrixException} when it is refused or not answered in time.
 */
final class Homeserver {

    static final Duration POLL = Duration.ofSeconds(30);

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final String CLIENT = "/_matrix/client/v3";

    private final MatrixHttp http;

    Homeserver(URI homeserver, String token) {
        this.http = new MatrixHttp(homeserver, token);
    }

    /** The user whose token this is. */
    String whoAmI() {
        return http.get(CLIENT + "/account/whoami", LIMIT).path("user_id").asText();
    }

    /** What happened since then, or what there is when {@code since} is null; waits for news. */
    SyncBatch sync(@Nullable String since, int mostInARoom) {
        String path = CLIENT + "/sync?filter=" + encoded(SyncBatch.filter(mostInARoom))
                + (since == null ? "&timeout=0" : "&timeout=" + POLL.toMillis() + "&since=" + encoded(since));
        return new SyncBatch(http.get(path, POLL.plus(LIMIT)));
    }

    void join(String room) {
        http.call("POST", CLIENT + "/join/" + encoded(room), object(), LIMIT);
    }

    /** Sends a message; the same {@code transaction} sends none a second time, and tells the event that is there. */
    String send(String room, String transaction, JsonNode content) {
        return http.call(
                        "PUT",
                        CLIENT + "/rooms/" + encoded(room) + "/send/m.room.message/" + encoded(transaction),
                        content,
                        LIMIT)
                .path("event_id")
                .asText();
    }

    void typing(String room, String user, @Nullable Duration time) {
        ObjectNode body = object().put("typing", time != null);
        if (time != null) {
            body.put("timeout", time.toMillis());
        }
        http.call("PUT", CLIENT + "/rooms/" + encoded(room) + "/typing/" + encoded(user), body, LIMIT);
    }

    /** A page of events, the newest first, from a position back; from the newest of all when {@code from} is null. */
    JsonNode eventsBefore(String room, @Nullable String from, @Nullable String downTo, String filter, int most) {
        return http.get(
                CLIENT + "/rooms/" + encoded(room) + "/messages?dir=b&limit=" + most + "&filter="
                        + encoded(filter) + (from == null ? "" : "&from=" + encoded(from))
                        + (downTo == null ? "" : "&to=" + encoded(downTo)),
                LIMIT);
    }

    /** The time zone in a user's profile, where there is one. */
    Optional<ZoneId> zoneOf(String user) {
        try {
            String zone = http.get(CLIENT + "/profile/" + encoded(user) + "/m.tz", LIMIT)
                    .path("m.tz")
                    .asText();
            return zone.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(zone));
        } catch (MatrixException | DateTimeException e) {
            // Not told, not known to this homeserver, or not to be had now: the caller knows another one.
            return Optional.empty();
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
