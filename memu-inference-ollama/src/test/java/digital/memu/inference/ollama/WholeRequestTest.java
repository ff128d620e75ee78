package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digital.memu.inference.chat.ChatMessage;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.GenerationOptions;
import digital.memu.inference.failure.RequestRejectedException;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.RecordedRequest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Everything that a chat request may carry reaches the server, as it is, and nothing else does. */
class WholeRequestTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REQUESTS = 200;

    @Test
    void nothingIsLostAndNothingIsAdded() throws IOException {
        try (OllamaSimulator server = OllamaSimulator.builder().build();
                OllamaClient client =
                        OllamaClient.at(server.url()).allowInternet(true).build()) {
            for (int seed = 0; seed < REQUESTS; seed++) {
                RandomRequests.Sample sample = new RandomRequests(new Random(seed)).next();
                server.next("/api/chat", Fault.error(400, "seen enough"));

                assertThatThrownBy(() -> client.send(sample.request())).isInstanceOf(RequestRejectedException.class);

                List<RecordedRequest> sent = server.requests("/api/chat");
                assertThat(JSON.readTree(sent.get(seed).body()))
                        .as("seed %d", seed)
                        .isEqualTo(parsed(sample.wire()));
            }
        }
    }

    /** As it comes back: a long that is small is an int. */
    private static JsonNode parsed(JsonNode wire) throws IOException {
        return JSON.readTree(JSON.writeValueAsBytes(wire));
    }

    /** A feature that is added later belongs among the random ones. */
    @Test
    void everyMethodOfTheBuildersTakesPart() {
        RandomRequests requests = new RandomRequests(new Random(1));

        assertThat(requests.features().keySet()).isEqualTo(setters(ChatRequest.Builder.class));
        assertThat(requests.messageFeatures().keySet()).isEqualTo(setters(ChatMessage.Builder.class));
        assertThat(requests.options().keySet()).isEqualTo(setters(GenerationOptions.Builder.class));
        assertThat(requests.ownOptions().keySet()).isEqualTo(setters(OllamaOptions.Builder.class));
    }

    private static Set<String> setters(Class<?> builder) {
        return Stream.of(builder.getMethods())
                .filter(method -> method.getReturnType().equals(builder) && !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toSet());
    }
}
