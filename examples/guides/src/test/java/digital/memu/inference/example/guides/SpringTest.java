package digital.memu.inference.example.guides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.failure.InvalidConfigurationException;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.route.BackendStatus;
import digital.memu.inference.testing.FakeBackend;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SpringTest {

    private final ApplicationContextRunner spring =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(InferenceAutoConfiguration.class));

    @Test
    void springBootFindsTheConfiguration() {
        assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
                .contains(InferenceAutoConfiguration.class.getName());
    }

    @Test
    void theRouterComesFromThePropertiesAndIsClosedWithTheContext() {
        AtomicReference<InferenceRouter> made = new AtomicReference<>();
        try (OllamaSimulator pc = OllamaSimulator.builder()
                .model("llama3.2")
                .answer("from the pc")
                .build()) {
            spring.withPropertyValues("memu.inference.ollama-host=" + pc.url(), "memu.inference.ollama-model=llama3.2")
                    .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                    .withBean(MeterListener.class)
                    .run(context -> {
                        InferenceRouter router = context.getBean(InferenceRouter.class);
                        made.set(router);
                        HealthIndicator health = context.getBean(HealthIndicator.class);
                        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
                        assertThat(pc.requests()).as("nobody was contacted").isEmpty();

                        assertThat(router.chat().send(ChatRequest.of("Hello")).text())
                                .isEqualTo("from the pc");
                        assertThat(health.health().getDetails()).containsKeys("at", "backends");
                        assertThat(context.getBean(MeterRegistry.class)
                                        .get("memu.requests")
                                        .counter()
                                        .count())
                                .isEqualTo(1);
                    });

            assertThatThrownBy(() -> made.get().chat().send(ChatRequest.of("Hello")))
                    .as("closed with the context")
                    .hasMessageContaining("closed");
        }
    }

    @Test
    void healthIsDownWhenAServiceHasNobodyLeft() {
        FakeBackend pc = FakeBackend.named("pc").external().build();
        FakeBackend hub = FakeBackend.named("hub").local().build();
        spring.withBean(
                        InferenceRouter.class,
                        () -> InferenceRouter.builder().backend(pc).backend(hub).build())
                .run(context -> {
                    InferenceRouter router = context.getBean(InferenceRouter.class);
                    HealthIndicator indicator = context.getBean(HealthIndicator.class);
                    pc.goOffline();
                    router.chat().send(ChatRequest.of("Hello"));
                    assertThat(indicator.health().getStatus())
                            .as("the hub is left")
                            .isEqualTo(Status.UP);

                    hub.goOffline();
                    assertThatThrownBy(() -> router.chat().send(ChatRequest.of("Hello")))
                            .isInstanceOf(AllBackendsFailedException.class);
                    Health health = indicator.health();
                    assertThat(health.getStatus()).isEqualTo(Status.DOWN);
                });
    }

    @Test
    void anEnvironmentVariableOfSpringsKindCounts() {
        spring.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-systemEnvironment",
                                Map.of("MEMU_INFERENCE_OLLAMA_HOST", "http://192.168.1.7:1234"))))
                .run(context -> assertThat(
                                context.getBean(InferenceRouter.class).status().backends())
                        .extracting(BackendStatus::address)
                        .contains("192.168.1.7:1234"));
    }

    @Test
    void aWrongPropertyIsToldAtTheStart() {
        spring.withPropertyValues("memu.inference.ollama-host=user:secret@pc")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidConfigurationException.class)
                        .hasMessageContaining("OLLAMA_HOST")
                        .hasMessageNotContaining("secret"));
    }

    @Test
    void thePropertiesOfTheGuideAreUnderstood() throws IOException {
        String[] properties = Markdown.blocks(Markdown.GUIDES.resolve("library-users.md")).stream()
                .filter(block -> block.language().equals("properties"))
                .flatMap(block -> block.text().lines())
                .filter(line -> line.startsWith("memu."))
                .toArray(String[]::new);

        assertThat(properties).hasSizeGreaterThan(2);
        spring.withPropertyValues(properties).run(context -> {
            assertThat(context.getBean(InferenceProperties.class).settings().warnings())
                    .isEmpty();
            assertThat(context.getBean(InferenceRouter.class).status().backends())
                    .extracting(BackendStatus::address)
                    .contains("192.168.1.50:11434", "192.168.1.50:3003");
        });
    }
}
