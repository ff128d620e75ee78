package digital.memu.inference.example.bot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.testing.FakeBackend;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

    @Test
    void whatTheRouterDidIsOnThePage() throws Exception {
        FakeBackend pc = FakeBackend.named("pc").external().build();
        FakeBackend hub = FakeBackend.named("hub").local().build();
        try (MetricsPage page = new MetricsPage(0);
                InferenceRouter router = InferenceRouter.builder()
                        .backend(pc)
                        .backend(hub)
                        .listener(new MeterListener(page.registry()))
                        .build()) {
            router.chat().send(ChatRequest.of("Hello"));
            pc.dieAfter(2);
            router.chat().send(ChatRequest.of("Hello"));

            String text = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + page.port() + "/metrics"))
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();

            assertThat(text)
                    .contains("memu_inference_requests_total{capability=\"chat\",outcome=\"served\"} 2.0")
                    .contains("memu_inference_rescues_total{from=\"pc\",to=\"hub\"} 1.0")
                    .contains(
                            "memu_inference_attempts_seconds_count{backend=\"pc\",capability=\"chat\",outcome=\"served\"} 1")
                    .contains("memu_inference_up{backend=\"pc\"}");
        }
    }
}
