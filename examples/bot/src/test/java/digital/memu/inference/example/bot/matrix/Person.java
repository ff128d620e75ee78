package digital.memu.inference.example.bot.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Somebody with an account at a real homeserver, and what they do and see there. */
final class Person {

    private static final String CLIENT = "/_matrix/client/v3";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long PATIENCE_SECONDS = 120;

    private final MatrixHttp http;
    private final String user;
    private final String token;

    private Person(URI homeserver, String user, String token) {
        this.http = new MatrixHttp(homeserver, token);
        this.user = user;
        this.token = token;
    }

    static Person register(URI homeserver, String name) throws InterruptedException {
        ObjectNode wish =
                object().put("username", name).put("password", UUID.randomUUID().toString());
        wish.putObject("auth").put("type", "m.login.dummy");
        JsonNode account;
        try {
            account = new ObjectMapper()
                    .readTree(HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(homeserver + CLIENT + "/register"))
                                            .timeout(LIMIT)
                                            .POST(HttpRequest.BodyPublishers.ofString(wish.toString()))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Person(
                homeserver,
                account.path("user_id").asText(),
                account.path("access_token").asText());
    }

    String user() {
        return user;
    }

    String token() {
        return token;
    }

    String createRoom(Person... invited) {
        ObjectNode wish = object().put("preset", "private_chat");
        for (Person person : invited) {
            wish.withArray("invite").add(person.user);
        }
        return http.call("POST", CLIENT + "/createRoom", wish, LIMIT)
                .path("room_id")
                .asText();
    }

    void invites(String room, Person person) {
        http.call("POST", CLIENT + "/rooms/" + encoded(room) + "/invite", object().put("user_id", person.user), LIMIT);
    }

    void join(String room) {
        http.call("POST", CLIENT + "/join/" + encoded(room), object(), LIMIT);
    }

    void encrypt(String room) {
        ObjectNode algorithm = object().put("algorithm", "m.megolm.v1.aes-sha2");
        http.call("PUT", CLIENT + "/rooms/" + encoded(room) + "/state/m.room.encryption/", algorithm, LIMIT);
    }

    String says(String room, String text) {
        return http.call(
                        "PUT",
                        CLIENT + "/rooms/" + encoded(room) + "/send/m.room.message/" + UUID.randomUUID(),
                        object().put("msgtype", "m.text").put("body", text),
                        LIMIT)
                .path("event_id")
                .asText();
    }

    void reads(String room, String event) {
        http.call("POST", CLIENT + "/rooms/" + encoded(room) + "/receipt/m.read/" + encoded(event), object(), LIMIT);
    }

    void livesIn(String zone) {
        http.call("PUT", CLIENT + "/profile/" + encoded(user) + "/m.tz", object().put("m.tz", zone), LIMIT);
    }

    void logsOut() {
        http.call("POST", CLIENT + "/logout", object(), LIMIT);
    }

    /** Whether somebody is a member, and no longer only invited. */
    boolean sees(String room, Person member) {
        return http.get(CLIENT + "/rooms/" + encoded(room) + "/joined_members", LIMIT)
                .path("joined")
                .has(member.user);
    }

    /** What another one says in a room, as people see it: edits in their places, oldest first. */
    List<JsonNode> hears(String room, Person other) {
        JsonNode page = http.get(CLIENT + "/rooms/" + encoded(room) + "/messages?dir=b&limit=200", LIMIT);
        List<JsonNode> oldestFirst = new ArrayList<>();
        page.path("chunk").forEach(event -> oldestFirst.add(0, event));
        Map<String, JsonNode> shown = new LinkedHashMap<>();
        for (JsonNode event : oldestFirst) {
            JsonNode content = event.path("content");
            if (!event.path("sender").asText().equals(other.user)
                    || !event.path("type").asText().equals("m.room.message")) {
                continue;
            }
            JsonNode edit = content.path("m.new_content");
            if (edit.isMissingNode()) {
                shown.put(event.path("event_id").asText(), content);
            } else {
                shown.replace(content.path("m.relates_to").path("event_id").asText(), edit);
            }
        }
        return List.copyOf(shown.values());
    }

    /** Waits for the first message of another one that is as wanted. */
    JsonNode awaits(String room, Person other, Predicate<String> body) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String since = position("?timeout=0");
        while (System.nanoTime() < end) {
            for (JsonNode content : hears(room, other)) {
                if (body.test(content.path("body").asText())) {
                    return content;
                }
            }
            // Answers when something happens.
            since = position("?timeout=2000&since=" + encoded(since));
        }
        throw new AssertionError("Not heard within " + PATIENCE_SECONDS + " s; heard: " + hears(room, other));
    }

    private String position(String query) {
        return http.get(CLIENT + "/sync" + query, LIMIT).path("next_batch").asText();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
