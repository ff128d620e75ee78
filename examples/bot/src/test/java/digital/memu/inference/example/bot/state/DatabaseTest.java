package digital.memu.inference.example.bot.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.example.bot.talk.Answer;
import digital.memu.inference.example.bot.talk.Message;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    @TempDir
    Path folder;

    private static Message message(String id) {
        return new Message("!room:x", id, "@mum:x", Instant.ofEpochMilli(1000), "/ask why?");
    }

    @Test
    void whatIsRememberedIsThereAfterARestart() {
        try (Database database = Database.open(folder)) {
            Inbox inbox = new Inbox(database);
            assertThat(inbox.add(message("$1"))).isTrue();
            assertThat(inbox.add(message("$2"))).isTrue();
            assertThat(inbox.add(message("$1"))).isFalse();
            inbox.shown("$1");
            inbox.answered("$2", Answer.ofModel("Because.").withNote("quiet"));
            new Heard(database).upTo("s1");
        }
        try (Database database = Database.open(folder)) {
            Inbox inbox = new Inbox(database);
            assertThat(inbox.open())
                    .containsExactly(
                            new Inbox.Open(message("$1"), true, Optional.empty()),
                            new Inbox.Open(
                                    message("$2"),
                                    false,
                                    Optional.of(Answer.ofModel("Because.").withNote("quiet"))));
            assertThat(new Heard(database).position()).contains("s1");
            inbox.done("$1");
            assertThat(inbox.open()).extracting(open -> open.message().id()).containsExactly("$2");
            assertThat(inbox.add(message("$1"))).isFalse();
        }
    }

    @Test
    void aTransactionThatFailsLeavesNothing() {
        try (Database database = Database.open(folder)) {
            Inbox inbox = new Inbox(database);
            assertThatThrownBy(() -> database.transaction(() -> {
                        inbox.add(message("$1"));
                        throw new IllegalStateException("in the middle");
                    }))
                    .hasMessage("in the middle");
            assertThat(inbox.open()).isEmpty();
        }
    }

    @Test
    void interruptsInMidWriteLoseNothing() throws InterruptedException {
        int most = 300;
        List<Boolean> added = new CopyOnWriteArrayList<>();
        try (Database database = Database.open(folder)) {
            Inbox inbox = new Inbox(database);
            Thread writer = new Thread(() -> {
                for (int i = 0; i < most; i++) {
                    added.add(inbox.add(message("$" + i)));
                }
            });
            writer.start();
            while (writer.isAlive()) {
                writer.interrupt();
                writer.join(1);
            }
        }
        try (Database database = Database.open(folder)) {
            assertThat(added).hasSize(most);
            assertThat(new Inbox(database).open()).hasSize(most);
        }
    }

    @Test
    void aFailureSaysNothingPrivate() {
        try (Database database = Database.open(folder)) {
            assertThatThrownBy(() -> database.update("INSERT INTO heard (id, next_batch) VALUES (?, ?)", "secret", "x"))
                    .isInstanceOf(StateException.class)
                    .hasMessageNotContaining("secret")
                    .cause()
                    .hasMessageNotContaining("secret");
        }
    }
}
