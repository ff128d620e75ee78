package digital.memu.inference.example.bot.matrix;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.example.bot.state.Database;
import digital.memu.inference.example.bot.state.Inbox;
import digital.memu.inference.example.bot.state.ReadMarks;
import digital.memu.inference.example.bot.talk.Chat;
import digital.memu.inference.example.bot.talk.ChatException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixChatTest {

    @TempDir
    Path folder;

    @Test
    void whoIsNotLetInAnyMoreMayCallLater() {
        ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor();
        try (FakeHomeserver homeserver = new FakeHomeserver();
                Database database = Database.open(folder)) {
            Homeserver client = new Homeserver(URI.create(homeserver.url()), FakeHomeserver.TOKEN);
            Courier courier = new Courier(client, new CountDownLatch(1));
            Chat chat = new MatrixChat(
                    new Surroundings(client, courier, new Inbox(database), pulse, FakeHomeserver.BOT),
                    new ReadMarks(database));
            homeserver.revokeToken();

            assertThatThrownBy(() -> chat.call("!room:x", "@mum:x", "$1", "tea"))
                    .isInstanceOf(ChatException.class)
                    .hasMessageNotContaining(FakeHomeserver.TOKEN);
        } finally {
            pulse.shutdownNow();
        }
    }
}
