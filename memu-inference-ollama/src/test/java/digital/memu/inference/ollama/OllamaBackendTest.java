package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatReply;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.embedding.Embeddings;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.failure.DestinationForbiddenException;
import digital.memu.inference.failure.InvalidConfigurationException;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.failure.RequestRejectedException;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.RecordedRequest;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.route.EmbeddingSpace;
import digital.memu.inference.route.InvalidAddressException;
import digital.memu.inference.route.Tier;
import digital.memu.inference.route.Timeouts;
import digital.memu.inference.route.Zone;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ollama as a backend: which model it uses for what it is asked, and how it tells whether it lives. */
class OllamaBackendTest {

    private static final Set<Zone> HOME = EnumSet.of(Zone.THIS_DEVICE, Zone.LAN, Zone.TAILNET);

    private final OllamaSimulator server = OllamaSimulator.builder()
            .model(SimulatedModel.named("llama3.2:3b").loaded().build())
            .model(SimulatedModel.named("nomic-embed-text").embedding(4).build())
            .answer("Hello.")
            .build();
    private final OllamaBackend backend = OllamaBackend.at(server.url())
            .named("pc")
            .model("llama3.2:3b")
            .model("small", "llama3.2:3b")
            .model("vectors", "nomic-embed-text")
            .build();

    @AfterEach
    void close() {
        backend.close();
        server.close();
    }

    @Test
    void buildingContactsNobody() {
        assertThat(backend.name()).isEqualTo("pc");
        assertThat(backend.tier()).isEqualTo(Tier.EXTERNAL);
        assertThat(backend.address()).isEqualTo("127.0.0.1:" + server.port());
        assertThat(backend.capabilities()).containsExactlyInAnyOrder(Capability.CHAT, Capability.EMBEDDING);
        assertThat(backend).hasToString("OllamaBackend[pc, external, 127.0.0.1:" + server.port() + "]");
        assertThat(server.connectionsAccepted()).isZero();
    }

    @Test
    void namedByItsAddressUnlessTold() {
        try (OllamaBackend other = OllamaBackend.at("gaming-pc").local().build()) {
            assertThat(other.name()).isEqualTo("gaming-pc:11434");
            assertThat(other.tier()).isEqualTo(Tier.LOCAL);
        }
    }

    @Test
    void theModelItUses() {
        assertThat(backend.modelFor(Capability.CHAT, null)).isEqualTo("llama3.2:3b");
        assertThat(backend.modelFor(Capability.CHAT, "small")).isEqualTo("llama3.2:3b");
        assertThat(backend.modelFor(Capability.CHAT, "Small:latest")).isEqualTo("llama3.2:3b");
        assertThat(backend.modelFor(Capability.CHAT, "other")).isEqualTo("other");
        assertThat(backend.modelFor(Capability.EMBEDDING, "vectors")).isEqualTo("nomic-embed-text");
        assertThat(backend.modelFor(Capability.EMBEDDING, null)).isNull();
    }

    @Test
    void chatsWithItsOwnNameForTheModel() {
        ChatReply reply = chat(backend, HOME)
                .send(ChatRequest.builder().model("small").user("Hello?").build());

        assertThat(reply.text()).isEqualTo("Hello.");
        assertThat(reply.completion().model()).isEqualTo("llama3.2:3b");
        assertThat(reply.route().backend()).isEqualTo("pc");
        assertThat(chat(backend, HOME).send(ChatRequest.of("Hello?")).text()).isEqualTo("Hello.");
    }

    @Test
    void vectorsBelongToTheModelThatWasAskedFor() {
        Embeddings vectors =
                backend.bind(Capability.EMBEDDING, context(HOME)).embed(EmbeddingRequest.of("vectors", "a"));

        assertThat(vectors.space()).isEqualTo(EmbeddingSpace.of("vectors", 4));
        assertThat(server.requests("/api/embed").get(0).model()).contains("nomic-embed-text");
    }

    @Test
    void withoutAModelItSaysSo() {
        try (OllamaBackend bare = OllamaBackend.at(server.url()).build()) {
            assertThat(bare.modelFor(Capability.CHAT, null)).isNull();
            assertThatThrownBy(() -> chat(bare, HOME).send(ChatRequest.of("Hello?")))
                    .isInstanceOf(RequestRejectedException.class)
                    .hasMessageContaining("no model");
        }
    }

    @Test
    void theZonesOfTheAttemptCount() {
        ChatRequest cloud =
                ChatRequest.builder().model("gpt-oss:cloud").user("Hello?").build();
        assertThatThrownBy(() -> chat(backend, HOME).send(cloud)).isInstanceOf(DestinationForbiddenException.class);
        assertThatThrownBy(() -> chat(backend, EnumSet.of(Zone.LAN)).send(ChatRequest.of("Hello?")))
                .isInstanceOf(DestinationForbiddenException.class);
        assertThat(server.connectionsAccepted()).isZero();

        server.install(SimulatedModel.named("gpt-oss:cloud").build());
        chat(backend, EnumSet.allOf(Zone.class)).send(ChatRequest.of("Hello?"));
        assertThat(server.requests("/api/show")).isEmpty();
    }

    @Test
    void anAbilityItDoesNotHave() {
        Capability<Runnable> other = Capability.of("other", Runnable.class, dispatcher -> () -> {});

        assertThatIllegalArgumentException().isThrownBy(() -> backend.bind(other, context(HOME)));
    }

    @Test
    void aProbeAsksForTheVersionAndNothingElse() {
        backend.probe(context(HOME));

        assertThat(server.requests()).extracting(RecordedRequest::path).containsExactly("/api/version");
    }

    @Test
    void aProbeThatFails() {
        server.next("/api/version", Fault.status(200, "text/html", "<html>Welcome to nginx!</html>"));
        assertThatThrownBy(() -> backend.probe(context(HOME)))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("web page");
        server.next("/api/version", Fault.status(404, "application/json", "{\"detail\":\"Not Found\"}"));
        assertThatThrownBy(() -> backend.probe(context(HOME)))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("Immich");
        server.goOffline();
        assertThatThrownBy(() -> backend.probe(context(HOME))).isInstanceOf(ConnectionException.class);
    }

    @Test
    void headersGoAlongAndAppearNowhere() {
        try (OllamaBackend proxied = OllamaBackend.at(server.url())
                .header("Authorization", "Bearer secret")
                .build()) {
            proxied.probe(context(HOME));

            assertThat(server.requests().get(0).header("Authorization")).contains("Bearer secret");
            assertThat(proxied.toString()).doesNotContain("secret");
        }
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> OllamaBackend.at(server.url())
                        .header("X", "a\r\nsecret: b")
                        .build())
                .withMessageNotContaining("secret");
    }

    @Test
    void anAddressThatIsNone() {
        assertThatExceptionOfType(InvalidAddressException.class).isThrownBy(() -> OllamaBackend.at("ftp://pc"));
    }

    @Test
    void theFirstAddressThatResolvesIsUsed() {
        try (OllamaBackend two = OllamaBackend.at("http://does-not-exist.invalid:11434")
                .orAt(server.url())
                .build()) {
            two.probe(new CallContext(
                    new ManualClock(),
                    Timeouts.builder().resolve(Duration.ofSeconds(5)).build(),
                    HOME,
                    Long.MAX_VALUE,
                    false));

            assertThat(server.requests()).hasSize(1);
        }
    }

    private static ChatModel chat(Backend backend, Set<Zone> zones) {
        return backend.bind(Capability.CHAT, context(zones));
    }

    private static CallContext context(Set<Zone> zones) {
        return new CallContext(new ManualClock(), Timeouts.defaults(), zones, Long.MAX_VALUE, false);
    }
}
