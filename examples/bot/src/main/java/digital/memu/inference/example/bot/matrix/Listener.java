package digital.memu.inference.example.bot.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import digital.memu.inference.example.bot.Bot;
import digital.memu.inference.example.bot.settings.BotSettings;
import digital.memu.inference.example.bot.state.Database;
import digital.memu.inference.example.bot.state.Heard;
import digital.memu.inference.example.bot.state.Inbox;
import digital.memu.inference.example.bot.state.Invitations;
import digital.memu.inference.example.bot.state.ReadMarks;
import digital.memu.inference.example.bot.state.Rooms;
import digital.memu.inference.example.bot.talk.Chat;
import digital.memu.inference.example.bot.talk.Message;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the homeserver tells: remembers the commands in it together with the position, then has them answered.
 *
 * <p>It waits for the homeserver only, never for a model. For one thread.
 */
final class Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    /** Who asked longer ago has found out otherwise. */
    private static final Duration STALE = Duration.ofHours(1);

    private static final int LONGEST_TEXT = 20_000;
    private static final String ENCRYPTED = "🔒 This room is encrypted, and I cannot read it: "
            + "invite me to a room without encryption. I will say nothing more here.";

    private final Surroundings around;
    private final Bot bot;
    private final Chat chat;
    private final Database database;
    private final Heard heard;
    private final Rooms rooms;
    private final ReadMarks readMarks;
    private final Invitations invitations;
    private final BotSettings.AllowedUsers allowed;
    private final Clock clock;
    private final Set<String> beingTold = ConcurrentHashMap.newKeySet();

    Listener(Surroundings around, Bot bot, Chat chat, Database database, BotSettings settings, Clock clock) {
        this.around = around;
        this.bot = bot;
        this.chat = chat;
        this.database = database;
        this.heard = new Heard(database);
        this.rooms = new Rooms(database);
        this.readMarks = new ReadMarks(database);
        this.invitations = new Invitations(database);
        this.allowed = settings.allowedUsers();
        this.clock = clock;
    }

    /** What a crash or an end left undone. */
    void resume() {
        // Whoever invited may have lost the right to since.
        invitations.open().forEach((room, by) -> {
            if (allowed.contains(by)) {
                join(room);
            } else {
                invitations.done(room);
            }
        });
        for (Inbox.Open open : around.inbox.open()) {
            MatrixReply reply = new MatrixReply(around, open);
            if (open.answer().isPresent()) {
                around.pulse.execute(() -> reply.finish(open.answer().get()));
            } else if (bot.understands(open.message().text())) {
                answer(open.message(), reply);
            } else {
                reply.drop();
            }
        }
    }

    /** One batch of news. All of it may be repeated until it is remembered, and nothing of it has an effect twice. */
    void take(SyncBatch batch) {
        Optional<String> before = heard.position();
        List<SyncBatch.Invite> invites =
                batch.invites(around.me).stream().filter(this::isAccepted).toList();
        batch.rooms().stream().filter(SyncBatch.Room::tellsEncryption).forEach(room -> tellEncrypted(room.id()));
        List<Message> commands = new ArrayList<>();
        for (SyncBatch.Room room : batch.rooms()) {
            // What was said before the bot was here is nobody's question.
            if (before.isPresent() && !room.tellsEncryption() && !isEncrypted(room.id())) {
                commands.addAll(commands(room, before.get()));
            }
        }
        List<Message> fresh = database.transaction(() -> {
            batch.rooms().forEach(this::marks);
            invites.forEach(invite -> invitations.add(invite.room(), invite.by()));
            List<Message> added = commands.stream().filter(around.inbox::add).toList();
            heard.upTo(batch.nextBatch());
            return added;
        });
        invites.forEach(invite -> join(invite.room()));
        for (Message message : fresh) {
            answer(message, new MatrixReply(around, new Inbox.Open(message, false, Optional.empty())));
        }
    }

    /** The inbox knows when it is done. */
    private void answer(Message message, MatrixReply reply) {
        CompletableFuture<Void> unused = bot.hear(message, chat, reply);
    }

    private boolean isAccepted(SyncBatch.Invite invite) {
        boolean accepted = allowed.contains(invite.by());
        if (!accepted) {
            LOG.warn(
                    "An invitation by {} is not accepted: MATRIX_ALLOWED_USERS does not name them",
                    invite.by().replaceAll("[^!-~]", "?"));
        }
        return accepted;
    }

    /** A room on another homeserver may take its time, or never answer: nobody waits for it here. */
    private void join(String room) {
        around.pulse.execute(() -> {
            if (around.courier.join(room)) {
                invitations.done(room);
            }
        });
    }

    private void tellEncrypted(String room) {
        if (!isEncrypted(room) && beingTold.add(room)) {
            Part part = new Part(ENCRYPTED, Html.ofOwn(ENCRYPTED));
            around.pulse.execute(() -> {
                around.courier.deliver(room, Transactions.name(room, "encrypted"), Content.notice(part));
                rooms.encrypted(room);
            });
        }
    }

    /** Also while it is being told so, which may take as long as the homeserver does. */
    private boolean isEncrypted(String room) {
        return beingTold.contains(room) || rooms.isEncrypted(room);
    }

    private List<Message> commands(SyncBatch.Room room, String before) {
        Instant oldest = clock.instant().minus(STALE);
        return sinceItCame(Stream.concat(missed(room, before), room.timeline().stream())
                        .toList())
                .flatMap(event -> SyncBatch.message(room.id(), event).stream())
                .filter(message -> !message.sender().equals(around.me)
                        && message.at().isAfter(oldest)
                        && bot.understands(message.text()))
                .map(Listener::bounded)
                .toList();
    }

    /** A room that the bot comes into is told with what was said before, which was not said to it. */
    private Stream<JsonNode> sinceItCame(List<JsonNode> events) {
        int begin = 0;
        for (int i = 0; i < events.size(); i++) {
            if (SyncBatch.calls(events.get(i), around.me)) {
                begin = i;
            }
        }
        return events.stream().skip(begin);
    }

    private Stream<JsonNode> missed(SyncBatch.Room room, String before) {
        if (room.gapBefore().isEmpty()) {
            return Stream.empty();
        }
        try {
            return new RoomHistory(around.homeserver)
                    .gap(room.id(), room.gapBefore().get(), before).stream();
        } catch (MatrixException e) {
            if (e.isPassing() || e.isTokenRefused()) {
                throw e;
            }
            LOG.warn("What was said meanwhile in a room cannot be read: {}", e.getMessage());
            return Stream.empty();
        }
    }

    private static Message bounded(Message message) {
        return message.text().length() <= LONGEST_TEXT
                ? message
                : new Message(
                        message.room(),
                        message.id(),
                        message.sender(),
                        message.at(),
                        message.text().substring(0, LONGEST_TEXT));
    }

    private void marks(SyncBatch.Room room) {
        for (SyncBatch.Receipt receipt : room.receipts()) {
            if (!receipt.user().equals(around.me)) {
                readMarks.read(room.id(), receipt.user(), receipt.event(), receipt.at());
            }
        }
    }
}
