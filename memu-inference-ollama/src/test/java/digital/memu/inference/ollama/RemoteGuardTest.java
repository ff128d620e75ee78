package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.failure.DestinationForbiddenException;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.failure.StreamInterruptedException;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.RecordedRequest;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No prompt reaches a server for a model that runs elsewhere, and knowing that costs one question in five minutes. */
class RemoteGuardTest {

    private static final String SECRET = "my diary";

    private final ManualClock clock = new ManualClock();
    private final OllamaSimulator server = OllamaSimulator.builder()
            .model(SimulatedModel.named("llama3.2").loaded().build())
            .model(SimulatedModel.named("all-minilm").embedding(4).build())
            .model(SimulatedModel.named("innocent")
                    .remote("https://ollama.com:443")
                    .build())
            .answer("Hello.")
            .build();
    private final OllamaClient client =
            OllamaClient.at(server.url()).time(clock).build();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-oss:20b-cloud", "gpt-oss:cloud", "GPT-OSS:Cloud ", "gpt-oss:20b:cloud"})
    void aCloudModelIsRefusedWithoutAPacket(String model) {
        assertForbidden(() -> client.send(chat(model)));
        assertForbidden(() -> client.embed(EmbeddingRequest.of(model, SECRET)));

        assertThat(server.connectionsAccepted()).isZero();
    }

    @Test
    void aStubIsFoundOutBeforeThePrompt() {
        assertForbidden(() -> client.send(chat("innocent")));
        assertForbidden(() -> client.embed(EmbeddingRequest.of("innocent", SECRET)));

        assertNoPromptWasSent();
    }

    @Test
    void oneQuestionForAModelInFiveMinutes() {
        for (int i = 0; i < 5; i++) {
            client.send(chat("llama3.2"));
        }
        client.embed(EmbeddingRequest.of("all-minilm", "a"));
        client.embed(EmbeddingRequest.of("all-minilm", "a"));
        assertThat(server.requests("/api/show")).hasSize(2);

        clock.advance(Duration.ofMinutes(4));
        client.send(chat("llama3.2"));
        assertThat(server.requests("/api/show")).hasSize(2);

        clock.advance(Duration.ofMinutes(2));
        client.send(chat("llama3.2"));
        assertThat(server.requests("/api/show")).hasSize(3);
    }

    @Test
    void aModelThatBecomesAStubIsRefusedWhenItIsLookedAtAgain() {
        client.send(chat("llama3.2"));
        server.install(SimulatedModel.named("llama3.2")
                .remote("https://ollama.com:443")
                .build());
        clock.advance(Duration.ofMinutes(6));

        assertForbidden(() -> client.send(chat("llama3.2")));

        assertThat(server.requests("/api/chat")).hasSize(1);
    }

    @Test
    void aModelThatWasMissedIsLookedAtAgain() {
        client.send(chat("llama3.2"));
        server.remove("llama3.2");
        assertThatThrownBy(() -> client.send(chat("llama3.2"))).isInstanceOf(ModelNotFoundException.class);
        server.install(SimulatedModel.named("llama3.2")
                .remote("https://ollama.com:443")
                .build());

        assertForbidden(() -> client.send(chat("llama3.2")));

        assertThat(server.requests("/api/chat")).hasSize(2);
    }

    @Test
    void anAnswerFromElsewhereIsNotShownAndTheNextPromptNotSent() {
        try (ReplayServer replay = new ReplayServer();
                OllamaClient replayed = OllamaClient.at(replay.url()).build()) {
            replay.answer(
                    "/api/chat",
                    ReplayServer.lines(
                            "{\"model\":\"a\",\"remote_host\":\"https://ollama.com\",\"message\":{\"content\":\"x\"}}"),
                    false);

            assertForbidden(() -> replayed.send(chat("a")));
            assertForbidden(() -> replayed.send(chat("a")));

            assertThat(replay.requests("/api/chat")).hasSize(1);
        }
    }

    @Test
    void whoAllowsTheInternetIsNotAskedFor() {
        server.install(SimulatedModel.named("gpt-oss:20b-cloud").build());
        try (OllamaClient free =
                OllamaClient.at(server.url()).allowInternet(true).build()) {
            free.send(chat("llama3.2"));

            assertThat(server.requests("/api/show")).isEmpty();
        }
    }

    @Test
    void aNameThatEndsInLocalIsAskedForToo() {
        // Before 0.18 it was a tag like any other, and could be given to a model that runs elsewhere.
        assertThat(client.send(chat("llama3.2:local")).text()).isEqualTo("Hello.");

        assertThat(server.requests("/api/show")).hasSize(1);
    }

    @Test
    void aModelThatIsNotThereIsToldByTheQuestion() {
        assertThatThrownBy(() -> client.send(chat("no-such")))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("ollama pull no-such");

        assertNoPromptWasSent();
    }

    @Test
    void withoutAnAnswerToTheQuestionNoPromptIsSent() {
        server.next("/api/show", Fault.error(500, "cannot read"));
        assertThatThrownBy(() -> client.send(chat("llama3.2"))).isInstanceOf(ServerException.class);
        server.next("/api/show", Fault.forbidden());
        assertThatThrownBy(() -> client.send(chat("llama3.2"))).isInstanceOf(MisconfiguredException.class);
        server.next("/api/show", Fault.status(200, "text/html", "<html></html>"));
        assertThatThrownBy(() -> client.send(chat("llama3.2"))).isInstanceOf(MisconfiguredException.class);
        server.next("/api/show", Fault.cutInMidBody());
        assertThatThrownBy(() -> client.send(chat("llama3.2")))
                .isNotInstanceOfAny(StreamInterruptedException.class, InvalidResponseException.class);

        assertNoPromptWasSent();
    }

    @Test
    void anyNumberOfNamesIsForgottenInTime() {
        RemoteGuard guard = new RemoteGuard();
        for (int i = 0; i < 100_000; i++) {
            guard.learn("model-" + i, false, 0);
        }

        assertThat(guard.known()).isLessThanOrEqualTo(256);
    }

    private void assertNoPromptWasSent() {
        assertThat(server.requests()).extracting(RecordedRequest::path).containsOnly("/api/show");
        assertThat(server.requests()).extracting(RecordedRequest::body).noneMatch(body -> body.contains(SECRET));
    }

    private static void assertForbidden(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(DestinationForbiddenException.class)
                .hasMessageContaining("allowInternet")
                .hasMessageNotContaining(SECRET);
    }

    private static ChatRequest chat(String model) {
        return ChatRequest.builder().model(model).user(SECRET).build();
    }
}
