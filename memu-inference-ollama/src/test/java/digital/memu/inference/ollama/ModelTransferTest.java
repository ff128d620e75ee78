package digital.memu.inference.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digital.memu.inference.chat.ChatMessage;
import digital.memu.inference.chat.GenerationOptions;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.DestinationForbiddenException;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.failure.RequestRejectedException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Models on their way: told as they go, ended by success alone, stopped at once, and begun again where they were. */
@Timeout(180)
class ModelTransferTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long SIZE = 1_000_000;

    private final ManualClock clock = new ManualClock();
    private final OllamaSimulator server = OllamaSimulator.builder()
            .model("llama3.2")
            .pullable(SimulatedModel.named("tiny").size(SIZE).build())
            .build();
    private final OllamaClient client = OllamaClient.at(server.url())
            .timeouts(t -> t.resolve(Duration.ofDays(1))
                    .connect(Duration.ofDays(1))
                    .stall(Duration.ofSeconds(30))
                    .firstEvent(Duration.ofMinutes(5)))
            .time(clock)
            .build();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        client.close();
        server.close();
        assertThat(clock.timers()).isZero();
    }

    private List<String> installed() {
        return client.tags().stream().map(InstalledModel::name).toList();
    }

    // Pull and push

    @Test
    void aPullIsToldUpToItsSuccess() {
        List<TransferProgress> steps = new ArrayList<>();
        try (ModelTransfer pull = client.models().pull("tiny")) {
            for (TransferProgress step : pull) {
                steps.add(step);
                clock.advance(Duration.ofSeconds(1));
            }
            assertThat(pull.iterator().hasNext()).isFalse();
        }

        assertThat(steps.get(0).status()).isEqualTo("pulling manifest");
        assertThat(steps.get(0).digest()).isEmpty();
        assertThat(steps.get(0).totalBytes()).isEmpty();
        assertThat(steps.get(0).fraction()).isEmpty();
        assertThat(steps.get(1).completedBytes()).hasValue(0);
        assertThat(steps.get(1).totalBytes()).hasValue(SIZE);
        assertThat(steps.get(1).bytesPerSecond()).isEmpty();
        TransferProgress third = steps.get(4);
        assertThat(third.digest())
                .hasValueSatisfying(digest -> assertThat(digest).startsWith("sha256:"));
        assertThat(third.fraction()).hasValue(0.3);
        assertThat(third.bytesPerSecond()).hasValue(100_000);
        assertThat(third.remaining()).contains(Duration.ofSeconds(7));
        assertThat(third).hasToString(third.status() + " 30 %");
        assertThat(steps.get(steps.size() - 1).status()).isEqualTo("success");
        assertThat(server.requests("/api/pull").get(0).body()).isEqualTo("{\"model\":\"tiny\"}");
        assertThat(installed()).contains("tiny:latest");
    }

    @Test
    void aPullThatIsClosedStopsOnTheServerAndGoesOnLater() {
        server.next("/api/pull", Fault.stallAfterEvents(6));
        ModelTransfer pull = client.models().pull("tiny");
        Iterator<TransferProgress> steps = pull.iterator();
        for (int i = 0; i < 6; i++) {
            steps.next();
        }
        pull.close();
        assertThatThrownBy(steps::hasNext).isInstanceOf(InferenceCancelledException.class);
        assertThatThrownBy(steps::hasNext).isInstanceOf(InferenceCancelledException.class);
        assertThat(server.awaitOpenConnections(0, SOON)).isTrue();
        assertThat(installed()).doesNotContain("tiny:latest");

        try (ModelTransfer again = client.models().pull("tiny")) {
            Iterator<TransferProgress> rest = again.iterator();
            rest.next();
            assertThat(rest.next().fraction().orElse(0)).isGreaterThanOrEqualTo(0.4);
            again.await();
        }
        assertThat(installed()).contains("tiny:latest");
    }

    @Test
    void closingFreesABlockedReader() throws Exception {
        server.next("/api/pull", Fault.silence());
        ModelTransfer pull = client.models().pull("tiny");
        CompletableFuture<Void> reader = CompletableFuture.runAsync(pull::await);
        assertThat(server.awaitRequests(1, SOON)).isTrue();
        pull.close();
        assertThat(causeOf(reader)).isInstanceOf(InferenceCancelledException.class);
        assertThat(server.awaitOpenConnections(0, SOON)).isTrue();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(Fault.cutAfterEvents(3), ConnectionException.class),
                Arguments.of(Fault.resetAfterEvents(3), ConnectionException.class),
                Arguments.of(Fault.endAfterEvents(3), InvalidResponseException.class),
                Arguments.of(Fault.endAfterEvents(0), InvalidResponseException.class),
                Arguments.of(Fault.errorAfterEvents(3, "no space left on device"), ServerException.class),
                Arguments.of(Fault.lineAfterEvents(3, "no JSON"), InvalidResponseException.class),
                Arguments.of(Fault.endlessLineAfterEvents(3, 20_000_000), InvalidResponseException.class),
                Arguments.of(Fault.hangUp(), ConnectionException.class),
                Arguments.of(Fault.notHttp(), ConnectionException.class),
                Arguments.of(Fault.panic(), ServerException.class),
                Arguments.of(Fault.pageNotFound(), MisconfiguredException.class));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whateverIsNoSuccessHasFailed(Fault fault, Class<? extends InferenceException> expected) {
        server.next("/api/pull", fault);
        try (ModelTransfer pull = client.models().pull("tiny")) {
            InferenceException e = catchThrowableOfType(InferenceException.class, pull::await);

            assertThat(e).isExactlyInstanceOf(expected);
            assertThatThrownBy(pull::await).isSameAs(e);
        }
    }

    @Test
    void aServerMayCheckAModelInSilenceForMinutesButNotForEver() throws Exception {
        server.next("/api/pull", Fault.stallAfterEvents(3));
        try (ModelTransfer pull = client.models().pull("tiny")) {
            Iterator<TransferProgress> steps = pull.iterator();
            for (int i = 0; i < 3; i++) {
                steps.next();
            }
            CompletableFuture<Boolean> more = CompletableFuture.supplyAsync(steps::hasNext);
            assertThat(clock.awaitTimers(1, SOON)).isTrue();
            clock.advance(Duration.ofMinutes(4));
            assertThat(more).isNotDone();
            Throwable thrown = null;
            for (int i = 0; i < 100 && thrown == null; i++) {
                clock.advance(Duration.ofMinutes(1));
                thrown = causeWithin(more, 100);
            }
            assertThat(thrown).isInstanceOf(InferenceTimeoutException.class);
        }
    }

    @Test
    void aModelThatTheRegistryHasNotGot() {
        try (ModelTransfer pull = client.models().pull("no-such")) {
            assertThatThrownBy(pull::await)
                    .isInstanceOf(ModelNotFoundException.class)
                    .hasMessageContaining("registry has no model");
        }
        assertThatThrownBy(() -> client.models().pull("a b").await()).isInstanceOf(RequestRejectedException.class);
        assertThatThrownBy(() -> client.models().pull("http://toy/library/tiny").await())
                .hasMessageContaining("insecure(true)");
    }

    @Test
    void aPush() {
        List<String> said = new ArrayList<>();
        try (ModelTransfer push = client.models().insecure(true).push("llama3.2")) {
            push.forEach(step -> said.add(step.status()));
        }
        assertThat(said).startsWith("retrieving manifest").endsWith("pushing manifest", "success");
        assertThat(server.requests("/api/push").get(0).body()).isEqualTo("{\"model\":\"llama3.2\",\"insecure\":true}");
    }

    // Copy, delete, status

    @Test
    void copyAndDelete() {
        client.models().copy("llama3.2", "mine");
        assertThat(installed()).contains("mine:latest");
        client.models().delete("mine");
        assertThat(installed()).containsExactly("llama3.2:latest");

        assertThatThrownBy(() -> client.models().copy("no-such", "mine")).isInstanceOf(ModelNotFoundException.class);
        assertThatThrownBy(() -> client.models().delete("no-such")).isInstanceOf(ModelNotFoundException.class);
        server.next("/api/delete", Fault.status(200, "text/html", "<html>Sign in</html>"));
        assertThatThrownBy(() -> client.models().delete("llama3.2")).isInstanceOf(MisconfiguredException.class);
    }

    @Test
    void whatIsKnownOfModelsIsForgottenWhenTheyChange() {
        client.generate(GenerateRequest.of("llama3.2", "Hello"));
        client.models().copy("llama3.2", "mine");
        client.generate(GenerateRequest.of("llama3.2", "Hello"));
        assertThat(server.requests("/api/show")).hasSize(2);
    }

    @Test
    void status() {
        assertThat(client.status().cloudDisabled()).contains(false);
        assertThat(client.status().cloudSource()).contains("none");
        server.next("/api/status", Fault.pageNotFound());
        assertThat(client.status().cloudDisabled()).isEmpty();
        server.next("/api/status", Fault.error(404, "not found"));
        assertThatThrownBy(() -> client.status()).isInstanceOf(InferenceException.class);
    }

    // Files

    private Path file(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return Files.write(folder.resolve("model.gguf"), bytes);
    }

    private static String digest(Path file) throws Exception {
        return "sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void aFileIsSentOnce() throws Exception {
        Path file = file(3_000_000);
        String digest = digest(file);
        assertThat(client.models().blobExists(digest)).isFalse();

        assertThat(client.models().uploadBlob(file)).isEqualTo(digest);
        assertThat(client.models().uploadBlob(file)).isEqualTo(digest);

        assertThat(client.models().blobExists(digest)).isTrue();
        assertThat(server.requests("/api/blobs/" + digest).stream()
                        .filter(request -> request.method().equals("POST")))
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.header("Content-Type")).contains("application/octet-stream");
                    assertThat(request.header("Content-Length")).contains("3000000");
                });
        assertThatThrownBy(() -> client.models().blobExists("sha256:x/../../api/tags"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEmptyFile() throws Exception {
        Path file = file(0);
        assertThat(client.models().uploadBlob(file)).isEqualTo(digest(file));
    }

    @Test
    void aModelIsMadeOfAFile() throws Exception {
        Path file = file(200_000);
        List<TransferProgress> steps = new ArrayList<>();
        CreateRequest request = CreateRequest.builder("mine")
                .file(file)
                .system("Be brief.")
                .parameter("num_ctx", 512)
                .build();
        try (ModelTransfer create = client.models().create(request)) {
            create.forEach(steps::add);
        }

        assertThat(steps)
                .extracting(TransferProgress::status)
                .contains("sending")
                .endsWith("success");
        TransferProgress sent = steps.stream()
                .filter(step -> step.status().equals("sending"))
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(sent.fraction()).hasValue(1);
        assertThat(sent.digest()).contains(digest(file));
        assertThat(RecordedRequests.JSON.readTree(
                        server.requests("/api/create").get(0).body()))
                .isEqualTo(RecordedRequests.JSON.readTree("{\"model\":\"mine\",\"files\":{\"model.gguf\":\""
                        + digest(file) + "\"},\"system\":\"Be brief.\",\"parameters\":{\"num_ctx\":512}}"));
        assertThat(installed()).contains("mine:latest");
    }

    @Test
    void aModelIsMadeFromAnother() throws Exception {
        CreateRequest request = CreateRequest.builder("mine")
                .from("llama3.2")
                .template("{{ .Prompt }}")
                .license("A")
                .license("B")
                .message(ChatMessage.user("Hi"))
                .parameters(GenerationOptions.builder().temperature(0).build())
                .quantize("q4_K_M")
                .build();
        client.models().create(request).await();

        assertThat(RecordedRequests.JSON.readTree(
                        server.requests("/api/create").get(0).body()))
                .isEqualTo(RecordedRequests.JSON.readTree("{\"model\":\"mine\",\"from\":\"llama3.2\","
                        + "\"template\":\"{{ .Prompt }}\",\"license\":[\"A\",\"B\"],"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                        + "\"parameters\":{\"temperature\":0.0},\"quantize\":\"q4_K_M\"}"));
        assertThat(installed()).contains("mine:latest");
        assertThatThrownBy(() -> CreateRequest.builder("mine").build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.models()
                        .create(CreateRequest.builder("mine")
                                .from("gpt-oss:cloud")
                                .build())
                        .await())
                .isInstanceOf(DestinationForbiddenException.class);
    }

    @Test
    void aServerThatDiesWithinAnUpload() throws Exception {
        Path file = file(20_000_000);
        server.next("POST /api/blobs/" + digest(file), Fault.resetInRequest(1_000_000));

        assertThatThrownBy(() -> client.models().uploadBlob(file)).isInstanceOf(ConnectionException.class);
        assertThat(client.models().uploadBlob(file)).isEqualTo(digest(file));
    }

    @Test
    void anUploadThatIsClosed() throws Exception {
        Path file = file(1_000_000);
        server.next("POST /api/blobs/" + digest(file), Fault.silence());
        ModelTransfer create =
                client.models().create(CreateRequest.builder("mine").file(file).build());
        CompletableFuture<Void> reader = CompletableFuture.runAsync(create::await);
        assertThat(server.awaitRequests(2, SOON)).isTrue();

        create.close();

        assertThat(causeOf(reader)).isInstanceOf(InferenceCancelledException.class);
        assertThat(server.awaitOpenConnections(0, SOON)).isTrue();
    }

    @Test
    void aFileThatIsNotThere() {
        assertThatThrownBy(() -> client.models().uploadBlob(folder.resolve("none.gguf")))
                .isInstanceOf(RequestRejectedException.class)
                .hasMessageContaining("could not be read");
        assertThatThrownBy(() -> client.models().uploadBlob(folder)).isInstanceOf(RequestRejectedException.class);
        assertThat(server.requests()).isEmpty();
    }

    /** Between the reading of a file and the sending of it there is one question, which is held up here. */
    private Throwable whileAsked(Path file, Change change) throws Exception {
        ModelTransfer create =
                client.models().create(CreateRequest.builder("mine").file(file).build());
        Iterator<TransferProgress> steps = create.iterator();
        assertThat(steps.next().status()).isEqualTo("reading");
        server.freeze();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> steps.forEachRemaining(step -> {}));
        assertThat(server.awaitRequests(1, SOON)).isTrue();
        change.make();
        server.heal();
        return causeOf(reader);
    }

    private interface Change {
        void make() throws IOException;
    }

    @Test
    void aFileThatVanishes() throws Exception {
        Path file = file(100_000);
        assertThat(whileAsked(file, () -> Files.delete(file)))
                .isInstanceOf(RequestRejectedException.class)
                .hasMessageContaining("could not be read");
    }

    @Test
    void aFileThatBecomesShorter() throws Exception {
        Path file = file(100_000);
        assertThat(whileAsked(file, () -> Files.write(file, new byte[50_000])))
                .isInstanceOf(RequestRejectedException.class)
                .hasMessageContaining("could not be read");
    }

    @Test
    void aFileThatChanges() throws Exception {
        Path file = file(100_000);
        assertThat(whileAsked(file, () -> Files.write(file, "!".getBytes(UTF_8), StandardOpenOption.WRITE)))
                .isInstanceOf(RequestRejectedException.class)
                .hasMessageContaining("digest mismatch")
                .hasMessageContaining("changed while it was sent");
    }

    private static Throwable causeOf(CompletableFuture<?> future) throws Exception {
        try {
            future.get(SOON.toSeconds(), TimeUnit.SECONDS);
            throw new AssertionError("it succeeded");
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    private static Throwable causeWithin(CompletableFuture<?> future, long millis) throws InterruptedException {
        try {
            future.get(millis, TimeUnit.MILLISECONDS);
            throw new AssertionError("it succeeded");
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
