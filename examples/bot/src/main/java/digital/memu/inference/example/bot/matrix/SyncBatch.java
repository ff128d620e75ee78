package digital.memu.inference.example.bot.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.inference.example.bot.talk.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a homeserver tells of all rooms at once; anything in it may be missing or strange. Immutable. */
final class SyncBatch {

    private final JsonNode root;

    SyncBatch(JsonNode root) {
        if (root.path("next_batch").asText().isEmpty()) {
            throw MatrixException.noAnswer("answers, but not as one (no next_batch)", null);
        }
        this.root = root;
    }

    /** What is asked for: messages, who came, whether rooms are encrypted, and who has read how far. */
    static String filter(int mostInARoom) {
        return """
                {"presence":{"types":[]},"account_data":{"types":[]},"room":{"account_data":{"types":[]},\
                "ephemeral":{"types":["m.receipt"]},\
                "state":{"lazy_load_members":true,"types":["m.room.encryption"]},\
                "timeline":{"limit":%d,"types":["m.room.message","m.room.member","m.room.encrypted",\
                "m.room.encryption"]}}}""".formatted(mostInARoom);
    }

    /** Where the next one goes on. */
    String nextBatch() {
        return root.path("next_batch").asText();
    }

    List<Room> rooms() {
        return root.path("rooms").path("join").properties().stream()
                .map(room -> new Room(room.getKey(), room.getValue()))
                .toList();
    }

    List<Invite> invites(String me) {
        List<Invite> invites = new ArrayList<>();
        root.path("rooms").path("invite").properties().forEach(room -> {
            for (JsonNode event : room.getValue().path("invite_state").path("events")) {
                if (event.path("type").asText().equals("m.room.member")
                        && event.path("state_key").asText().equals(me)
                        && event.path("content").path("membership").asText().equals("invite")) {
                    invites.add(new Invite(room.getKey(), event.path("sender").asText()));
                }
            }
        });
        return invites;
    }

    /** A text that a person wrote; empty for notices, which bots write, for edits, and for all that is not text. */
    static Optional<Message> message(String room, JsonNode event) {
        JsonNode content = event.path("content");
        if (!event.path("type").asText().equals("m.room.message")
                || !content.path("msgtype").asText().equals("m.text")
                || content.path("m.relates_to").path("rel_type").asText().equals("m.replace")
                || event.path("event_id").asText().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Message(
                room,
                event.path("event_id").asText(),
                event.path("sender").asText(),
                Instant.ofEpochMilli(event.path("origin_server_ts").asLong()),
                content.path("body").asText()));
    }

    /**
     * Whether with this a user has been called into the room: by an invitation, or by joining without one.
     *
     * <p>Not by the joining that follows an invitation: who invites the bot may ask it something in the same moment. Nor by a
     * new name, which is told as a joining of one who is there already.
     */
    static boolean calls(JsonNode event, String user) {
        if (!event.path("type").asText().equals("m.room.member")
                || !event.path("state_key").asText().equals(user)) {
            return false;
        }
        String before =
                event.path("unsigned").path("prev_content").path("membership").asText();
        String now = event.path("content").path("membership").asText();
        return now.equals("invite") || (now.equals("join") && !before.equals("invite") && !before.equals("join"));
    }

    /** An invitation. */
    record Invite(String room, String by) {}

    /** A mark up to which somebody has read. */
    record Receipt(String user, String event, Instant at) {}

    /** What happened in one room. */
    record Room(String id, JsonNode news) {

        List<JsonNode> timeline() {
            List<JsonNode> events = new ArrayList<>();
            news.path("timeline").path("events").forEach(events::add);
            return events;
        }

        /** Where the timeline begins, if there is something before it that was not told. */
        Optional<String> gapBefore() {
            JsonNode timeline = news.path("timeline");
            return timeline.path("limited").asBoolean() && timeline.hasNonNull("prev_batch")
                    ? Optional.of(timeline.path("prev_batch").asText())
                    : Optional.empty();
        }

        boolean tellsEncryption() {
            List<JsonNode> events = timeline();
            news.path("state").path("events").forEach(events::add);
            return events.stream()
                    .map(event -> event.path("type").asText())
                    .anyMatch(type -> type.equals("m.room.encryption") || type.equals("m.room.encrypted"));
        }

        List<Receipt> receipts() {
            List<Receipt> receipts = new ArrayList<>();
            for (JsonNode event : news.path("ephemeral").path("events")) {
                event.path("content")
                        .properties()
                        .forEach(read -> read.getValue()
                                .path("m.read")
                                .properties()
                                .forEach(user -> receipts.add(new Receipt(
                                        user.getKey(),
                                        read.getKey(),
                                        Instant.ofEpochMilli(
                                                user.getValue().path("ts").asLong())))));
            }
            return receipts;
        }
    }
}
