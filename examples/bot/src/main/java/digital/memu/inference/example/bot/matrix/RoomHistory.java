package digital.memu.inference.example.bot.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.inference.example.bot.talk.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads a room backwards, page by page, and never more of it than some. Thread-safe. */
final class RoomHistory {

    private static final int PAGE = 100;
    private static final int MOST_PAGES = 10;

    /** Of everything, since the mark up to which somebody has read may be on anything. */
    private static final String ALL = "{}";

    private static final String MESSAGES_AND_MEMBERS = "{\"types\":[\"m.room.message\",\"m.room.member\"]}";

    private final Homeserver homeserver;

    RoomHistory(Homeserver homeserver) {
        this.homeserver = homeserver;
    }

    /**
     * What people wrote before a message, oldest first.
     *
     * @param after the event after which it begins; empty for no such
     */
    List<Message> before(Message message, Optional<String> after, int most, Predicate<Message> wanted) {
        Deque<Message> found = new ArrayDeque<>();
        AtomicBoolean passed = new AtomicBoolean();
        read(message.room(), null, null, ALL, event -> {
            String id = event.path("event_id").asText();
            if (after.filter(id::equals).isPresent()) {
                return false;
            }
            if (id.equals(message.id())) {
                passed.set(true);
            } else {
                SyncBatch.message(message.room(), event)
                        .filter(said -> passed.get() || said.at().isBefore(message.at()))
                        .filter(wanted)
                        .ifPresent(found::addFirst);
            }
            return found.size() < most;
        });
        return List.copyOf(found);
    }

    /** The events of a gap, oldest first. */
    List<JsonNode> gap(String room, String end, @Nullable String begin) {
        List<JsonNode> events = new ArrayList<>();
        read(room, end, begin, MESSAGES_AND_MEMBERS, events::add);
        Collections.reverse(events);
        return events;
    }

    /** The newest first, as long as the reader wants more. */
    private void read(
            String room, @Nullable String from, @Nullable String downTo, String filter, Predicate<JsonNode> reader) {
        String position = from;
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode events = homeserver.eventsBefore(room, position, downTo, filter, PAGE);
            for (JsonNode event : events.path("chunk")) {
                if (!reader.test(event)) {
                    return;
                }
            }
            position = events.path("end").asText();
            if (position.isEmpty() || events.path("chunk").isEmpty()) {
                return;
            }
        }
    }
}
