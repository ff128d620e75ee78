package digital.memu.inference.example.bot.matrix;

import digital.memu.inference.example.bot.state.ReadMarks;
import digital.memu.inference.example.bot.talk.Chat;
import digital.memu.inference.example.bot.talk.ChatException;
import digital.memu.inference.example.bot.talk.Message;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What commands want to know of rooms, and calls into them. Thread-safe. */
final class MatrixChat implements Chat {

    private static final int UNLESS_KNOWN = 50;

    private final Surroundings around;
    private final ReadMarks readMarks;
    private final RoomHistory history;

    MatrixChat(Surroundings around, ReadMarks readMarks) {
        this.around = around;
        this.readMarks = readMarks;
        this.history = new RoomHistory(around.homeserver);
    }

    @Override
    public List<Message> before(Message message, int most) {
        return read(message, Optional.empty(), most);
    }

    @Override
    public List<Message> unread(Message message, int most) {
        Optional<String> last = readMarks.lastRead(message.room(), message.sender(), message.at());
        return read(message, last, last.isPresent() ? most : Math.min(most, UNLESS_KNOWN));
    }

    private List<Message> read(Message message, Optional<String> after, int most) {
        try {
            return history.before(message, after, most, this::isTalk);
        } catch (MatrixException e) {
            throw new ChatException(
                    "The homeserver did not tell what was said here (" + e.getMessage() + "): ask again later.", e);
        }
    }

    private boolean isTalk(Message message) {
        return !message.sender().equals(around.me)
                && !message.text().startsWith("/")
                && !message.text().isBlank();
    }

    @Override
    public Optional<ZoneId> zoneOf(String person) {
        return around.homeserver.zoneOf(person);
    }

    @Override
    public void call(String room, String person, String key, String text) {
        String harmless = Harmless.of(text);
        Part part = new Part(harmless, Html.ofOwn(harmless));
        try {
            around.courier.deliver(room, Transactions.name(key, "call"), Content.call(part, person));
        } catch (MatrixException e) {
            if (e.isTokenRefused()) {
                throw new ChatException("The homeserver does not take the bot's access token.", e);
            }
            throw e;
        }
    }
}
