package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.RouterView;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.RequestOptions;
import digital.memu.support.Fuzz;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever a model is called, and whatever becomes of it: no prompt goes to a server for a model that runs elsewhere, as far
 * as anybody could know.
 *
 * <p>A model may turn into a name for another one between the question and the prompt; then that one prompt is lost, its
 * answer is not shown, and the next is not sent.
 */
class CloudPrivacyTest {

    private static final List<String> NAMES = List.of(
            "a",
            "a",
            "a",
            "a",
            "b:7b",
            "a:local",
            "gpt-oss:cloud",
            "gpt-oss:20b-cloud",
            "GPT-OSS:Cloud ",
            "a:20b:cloud",
            "user/deepseek-v3.1:671b-CLOUD\u00a0");

    private final List<CloudHouse> houses = List.of(new CloudHouse(), new CloudHouse(), new CloudHouse());
    private final ShiftedTime time = new ShiftedTime();
    private int prompts;
    private int refused;

    @AfterEach
    void close() {
        houses.forEach(CloudHouse::close);
        time.close();
    }

    @Test
    void noPromptGoesToACloudModel() {
        if (Fuzz.rounds(1_000, this::fleet)) {
            assertThat(prompts).as("prompts").isGreaterThan(300);
            assertThat(refused).as("requests that nobody served").isGreaterThan(300);
            assertThat(houses.stream().mapToInt(CloudHouse::turned).sum())
                    .as("prompts for a model that had turned a moment ago")
                    .isPositive();
        }
    }

    private void fleet(Random random) {
        houses.forEach(house -> house.begin(random));
        int size = 1 + random.nextInt(houses.size());
        InferenceRouter.Builder builder = InferenceRouter.builder().time(time);
        for (int i = 0; i < size; i++) {
            OllamaBackend.Builder backend = OllamaBackend.at(houses.get(i).url())
                    .named("b" + i)
                    .model(any(random))
                    .model("logical", any(random));
            builder.backend((random.nextBoolean() ? backend.local() : backend.external()).build());
        }
        try (InferenceRouter router = builder.build()) {
            for (int left = random.nextInt(3); left >= 0; left--) {
                ask(router, size, random);
                houses.get(random.nextInt(size)).change(random);
                time.forward(Duration.ofMinutes(random.nextInt(4) == 0 ? 6 : random.nextInt(3)));
            }
        }
    }

    private void ask(InferenceRouter router, int size, Random random) {
        String secret = "secret " + Long.toHexString(random.nextLong());
        RequestOptions.Builder options = RequestOptions.builder();
        if (random.nextInt(3) == 0) {
            options.model("b" + random.nextInt(size), any(random));
        }
        String servedBy = "";
        String model = "";
        try {
            RouterView view = router.with(options.build());
            if (random.nextInt(6) == 0) {
                view.embeddings().embed(EmbeddingRequest.of(CloudHouse.VECTORS, secret));
            } else {
                ChatReply reply = view.chat().send(request(secret, random));
                servedBy = reply.route().backend();
                model = reply.route().attempts().stream()
                        .reduce((first, next) -> next)
                        .flatMap(attempt -> attempt.model())
                        .orElse("");
            }
        } catch (InferenceException e) {
            refused++;
            assertThat(e).hasMessageNotContaining(secret);
        }
        for (int i = 0; i < size; i++) {
            CloudHouse house = houses.get(i);
            prompts += house.judge(secret, time.nanoTime());
            boolean shown = servedBy.equals("b" + i) && house.isElsewhere(model);
            assertThat(shown).as("an answer from elsewhere is shown").isFalse();
        }
    }

    private static ChatRequest request(String secret, Random random) {
        ChatRequest.Builder request = ChatRequest.builder().user(secret);
        switch (random.nextInt(3)) {
            case 0 -> request.model(any(random));
            case 1 -> request.model("logical");
            default -> {
                // Each backend's own.
            }
        }
        return request.build();
    }

    private static String any(Random random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }
}
