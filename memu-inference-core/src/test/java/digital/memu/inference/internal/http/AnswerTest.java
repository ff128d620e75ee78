package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** The hand-over between the client's thread and the reader's, played by hand. */
class AnswerTest {

    private final Call call = new Call(Calls.fresh(), "http://host:1");
    private final Subscription subscription = new Subscription();
    private int pooled;
    private final Answer answer =
            new Answer(call, new Phases(call), BodyEnd.ndjson("\"done\":true").scanner(), false, () -> pooled++);

    @Test
    void nextPortionIsAskedForWhenTheLastIsTaken() {
        begin(Map.of("transfer-encoding", List.of("chunked")));
        assertThat(subscription.asked).isEqualTo(1);
        answer.onNext(portion("{}\n"));
        assertThat(subscription.asked).as("a slow reader slows the server down").isEqualTo(1);
        assertThat(answer.take()).isNotNull();
        assertThat(subscription.asked).isEqualTo(2);
    }

    @Test
    void lastPortionIsTheEnd() {
        begin(Map.of("transfer-encoding", List.of("chunked")));
        answer.onNext(portion("{\"done\":true}\n"));
        assertThat(subscription.cancelled).isTrue();
        answer.onError(new java.io.IOException("Request cancelled"));
        answer.onComplete();
        assertThat(answer.take()).isNotNull();
        assertThat(answer.take()).isNull();
        assertThat(subscription.asked).isEqualTo(1);
        assertThat(pooled).isZero();
    }

    @Test
    void lengthCountsOverPortions() {
        begin(Map.of("content-length", List.of("6")));
        answer.onNext(portion("abc"));
        assertThat(subscription.cancelled).isFalse();
        answer.take();
        answer.onNext(portion("def"));
        assertThat(subscription.cancelled).isTrue();
    }

    @Test
    void endThatTheClientNoticesFirstRetiresIt() {
        begin(Map.of("transfer-encoding", List.of("chunked")));
        answer.onComplete();
        assertThat(pooled).isEqualTo(1);
        assertThat(answer.take()).isNull();
    }

    @Test
    void endByClosingRetiresNothing() {
        begin(Map.of());
        answer.onNext(portion("x"));
        answer.onComplete();
        assertThat(pooled).isZero();
    }

    @Test
    void droppedAnswerIsNotTakenForAWholeOne() {
        begin(Map.of("transfer-encoding", List.of("chunked")));
        call.use(answer::drop);
        call.fail(() -> FailureClassifier.brokenOff("http://host:1", new java.io.IOException()));
        answer.onComplete(); // the client calls a dropped connection complete
        org.assertj.core.api.Assertions.assertThatThrownBy(answer::take).hasMessageContaining("broke");
    }

    @Test
    void droppedBeforeThereIsAnythingToDrop() {
        CompletableFuture<Void> running = new CompletableFuture<>();
        answer.drop();
        answer.attach(running);
        assertThat(running).isCancelled();
        begin(Map.of());
        assertThat(subscription.cancelled).isTrue();
        assertThat(subscription.asked).isZero();
    }

    private void begin(Map<String, List<String>> headers) {
        answer.apply(new Head(HttpHeaders.of(headers, (name, value) -> true)));
        answer.onSubscribe(subscription);
        assertThat(answer.awaitHead()).isEqualTo(200);
    }

    private static List<ByteBuffer> portion(String text) {
        return List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer());
    }

    private record Head(HttpHeaders headers) implements HttpResponse.ResponseInfo {
        @Override
        public int statusCode() {
            return 200;
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }

    private static final class Subscription implements Flow.Subscription {
        private int asked;
        private boolean cancelled;

        @Override
        public void request(long count) {
            asked += (int) count;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
