package digital.memu.inference.example.bot.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.example.bot.talk.Answer;
import digital.memu.inference.example.bot.talk.Message;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveTextTest {

    private static final String ROOM = "!room:x";
    private static final Answer PIECE = Answer.ofModel("Because");
    private static final Answer MORE = Answer.ofModel("Because of the");
    private static final Answer WHOLE = Answer.ofModel("Because of the air.");

    private final FakeHomeserver homeserver = new FakeHomeserver();
    private final Homeserver client = new Homeserver(URI.create(homeserver.url()), FakeHomeserver.TOKEN);
    private final LiveText text = new LiveText(
            client,
            new Courier(client, new CountDownLatch(1)),
            new Message(ROOM, "$question", "@mum:x", Instant.EPOCH, "/ask why?"),
            false);

    @AfterEach
    void stop() {
        homeserver.close();
    }

    private void isLost(Answer piece) {
        homeserver.losesAnswerTo(piece.text());
        assertThatThrownBy(() -> text.show(piece)).isInstanceOf(MatrixException.class);
    }

    @Test
    void aFirstPieceWhoseConfirmationIsLostBecomesTheWholeAnswer() {
        isLost(PIECE);
        // By the same transaction, so that the homeserver tells the old one.
        text.show(WHOLE);
        assertThat(homeserver.texts(ROOM)).containsExactly("Because");
        text.finish(WHOLE);

        assertThat(homeserver.texts(ROOM)).containsExactly("Because of the air.");
    }

    @Test
    void aPieceThatIsShownAndNotConfirmedIsNotLeftThere() {
        text.show(PIECE);
        isLost(MORE);
        text.finish(PIECE);

        assertThat(homeserver.texts(ROOM)).containsExactly("Because");
    }

    @Test
    void whatIsRefusedAndWhatIsWholeNeedNoEdit() {
        homeserver.tooFast(1, 50);
        assertThatThrownBy(() -> text.show(PIECE)).isInstanceOf(MatrixException.class);
        text.show(WHOLE);
        text.finish(WHOLE);

        assertThat(homeserver.texts(ROOM)).containsExactly("Because of the air.");
        assertThat(homeserver.sent()).hasSize(1);
    }
}
