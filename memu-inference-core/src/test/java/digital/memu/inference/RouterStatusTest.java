package digital.memu.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.BackendStatus;
import digital.memu.inference.testing.FakeBackend;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The status in words, byte for byte, and as values. */
class RouterStatusTest {

    private static final ChatRequest QUESTION = ChatRequest.of("?");

    private final ManualClock clock = new ManualClock();
    private final FakeBackend pc = ollama("pc", "192.168.1.50:11434").build();
    private final FakeBackend hub = ollama("hub", "ollama:11434").local().build();
    private final StatusBackend photos =
            StatusBackend.photos(FakeBackend.named("photos").local().address("immich-machine-learning:3003"));
    private InferenceRouter router = router(pc, hub, photos);

    private static FakeBackend.Builder ollama(String name, String address) {
        return FakeBackend.named(name).service("Ollama").address(address).model("llama3.2");
    }

    private InferenceRouter router(Backend... backends) {
        InferenceRouter.Builder builder = InferenceRouter.builder().time(clock);
        List.of(backends).forEach(builder::backend);
        return builder.build();
    }

    private void use(Backend... backends) {
        router.close();
        router = router(backends);
    }

    @AfterEach
    void close() {
        router.close();
    }

    private void chat() {
        router.chat().send(QUESTION);
    }

    private void lookAtPhotos() {
        router.capability(StatusBackend.PHOTOS).run();
    }

    private String text() {
        return router.status().toText(ZoneOffset.UTC);
    }

    @Test
    void externalAndLocal() {
        chat();
        lookAtPhotos();

        assertThat(text()).isEqualTo("""
                        **AI Configuration**
                        Ollama: External (192.168.1.50:11434)
                          Model: llama3.2
                          Status: Connected

                        Immich ML: Local
                          Status: Running""");
    }

    @Test
    void everythingLocal() {
        use(hub, photos);
        chat();
        lookAtPhotos();

        assertThat(text()).isEqualTo("""
                        **AI Configuration**
                        Ollama: Local
                          Model: llama3.2
                          Status: Running

                        Immich ML: Local
                          Status: Running""");
    }

    @Test
    void bothExternal() {
        use(pc, hub, StatusBackend.photos(FakeBackend.named("pc photos").address("192.168.1.50:3003")), photos);
        chat();
        lookAtPhotos();

        assertThat(text()).isEqualTo("""
                        **AI Configuration**
                        Ollama: External (192.168.1.50:11434)
                          Model: llama3.2
                          Status: Connected

                        Immich ML: External (192.168.1.50:3003)
                          Status: Connected""");
    }

    @Test
    void severalExternalsOfWhichTheFirstIsOff() {
        use(pc, ollama("mac", "192.168.1.51:11434").model("llama3.1:70b").build(), hub);
        pc.goOffline();
        chat();

        assertThat(text()).isEqualTo("""
                        **AI Configuration**
                        Ollama: External (192.168.1.50:11434)
                          Model: llama3.2
                          Status: Not reachable, using 192.168.1.51:11434
                        Ollama: External (192.168.1.51:11434)
                          Model: llama3.1:70b
                          Status: Connected""");
    }

    @Test
    void neverContacted() {
        assertThat(text()).isEqualTo("""
                        **AI Configuration**
                        Ollama: External (192.168.1.50:11434)
                          Model: llama3.2
                          Status: Not contacted yet

                        Immich ML: Local
                          Status: Not contacted yet""");
    }

    @Test
    void downAfterItHadWorked() {
        clock.advance(Duration.ofHours(18).plusMinutes(42));
        chat();
        clock.advance(Duration.ofHours(1));
        pc.goOffline();
        chat();

        String before = """
                        **AI Configuration**
                        Ollama: External (192.168.1.50:11434)
                          Model: llama3.2
                          Status: Not reachable, using this hub (slower)
                          Last worked: today 18:42

                        Immich ML: Local
                          Status: Not contacted yet""";
        assertThat(text()).isEqualTo(before);
        clock.advance(Duration.ofHours(5));
        assertThat(text()).isEqualTo(before.replace("today", "yesterday"));
        clock.advance(Duration.ofDays(1));
        assertThat(text()).isEqualTo(before.replace("today", "2026-01-01"));
    }

    @Test
    void nobodyAnswers() {
        pc.goOffline();
        hub.goOffline();
        assertThatThrownBy(this::chat).isInstanceOf(AllBackendsFailedException.class);

        assertThat(text()).isEqualTo("""
                        **AI Configuration**
                        Ollama: External (192.168.1.50:11434)
                          Model: llama3.2
                          Status: Not reachable
                          This hub: Not running

                        Immich ML: Local
                          Status: Not contacted yet""");
    }

    @Test
    void loading() throws InterruptedException {
        StatusBackend cold = StatusBackend.cold(pc);
        use(cold, hub);
        chat();
        assertThat(cold.loading.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(text()).isEqualTo("""
                        **AI Configuration**
                        Ollama: External (192.168.1.50:11434)
                          Model: llama3.2
                          Status: Loading the model, using this hub (slower)""");
    }

    @Test
    void aModelIsMissing() {
        chat();
        pc.failNext(
                new ModelNotFoundException("http://192.168.1.50:11434", 404, "llama3.2", "model not found", "pull it"));
        chat();

        assertThat(text()).isEqualTo("""
                        **AI Configuration**
                        Ollama: External (192.168.1.50:11434)
                          Model: llama3.2
                          Status: Needs attention, using this hub (slower)
                          Reason: HTTP 404: model not found
                          Last worked: today 00:00

                        Immich ML: Local
                          Status: Not contacted yet""");
    }

    @Test
    void failing() {
        for (int i = 0; i < 3; i++) {
            pc.failNext(new ServerException("http://192.168.1.50:11434", 500, "out of memory", "free some", null));
            chat();
        }

        assertThat(text()).isEqualTo("""
                        **AI Configuration**
                        Ollama: External (192.168.1.50:11434)
                          Model: llama3.2
                          Status: Failing, using this hub (slower)
                          Reason: HTTP 500: out of memory

                        Immich ML: Local
                          Status: Not contacted yet""");
    }

    @Test
    void paused() {
        router.pause("pc", Duration.ofHours(2));
        String paused = """
                        **AI Configuration**
                        Ollama: External (192.168.1.50:11434)
                          Model: llama3.2
                          Status: Paused until 02:00, using this hub (slower)

                        Immich ML: Local
                          Status: Not contacted yet""";
        assertThat(text()).isEqualTo(paused);

        router.pause("pc", Duration.ofHours(30));
        assertThat(text()).isEqualTo(paused.replace("02:00", "tomorrow 06:00"));
    }

    /** A third party's backend may tell more than it is asked for. */
    @ParameterizedTest
    @CsvSource({
        "http://me:hunter2@pc:8080/v1?key=hunter2, pc:8080",
        "https://pc:8443/hunter2, pc:8443",
        "me:hunter2@[fd00::1]:80#x, [fd00::1]:80",
        "pc:8080?key=hunter2, pc:8080",
        "http://pc:8080/?mail=me@hunter2, ''",
        "http://me:hun/ter2@pc:8080, ''",
        "http://me:hunter2@x@pc:8080, ''",
        "http://me:hunter2\uff20pc:8080, ''"
    })
    void ofAnAddressOnlyHostAndPort(String told, String shown) {
        use(ollama("pc", told).build(), hub);

        assertThat(router.status().backend("pc").orElseThrow().address()).isEqualTo(shown);
        assertThat(router.status().toMap().toString() + text()).doesNotContain("hunter2", "ter2");
    }

    @Test
    void asValues() {
        chat();
        clock.advance(Duration.ofMinutes(1));
        pc.goOffline();
        chat();
        clock.advance(Duration.ofSeconds(5));

        BackendStatus seen = router.status().backend("pc").orElseThrow();

        assertThat(seen.state()).isEqualTo(BackendState.DOWN);
        assertThat(seen.why()).isEqualTo("connect: connection refused");
        assertThat(seen.since()).contains(clock.now().minusSeconds(5));
        assertThat(seen.lastSuccess()).contains(clock.now().minusSeconds(65));
        assertThat(seen.nextLook()).contains(clock.now().plusSeconds(10));
        assertThat(seen.inForce()).isFalse();
        assertThat(router.status().backend("hub").orElseThrow().inForce()).isTrue();
        assertThat(router.status().backend("photos").orElseThrow().inForce()).isTrue();
        assertThat(router.status().backend("nobody")).isEmpty();
    }

    @Test
    void aPauseThatIsOverIsNotWhenItBegan() {
        router.pause("pc", Duration.ofMinutes(10));
        clock.advance(Duration.ofMinutes(15));

        BackendStatus seen = router.status().backend("pc").orElseThrow();

        assertThat(seen.state()).isEqualTo(BackendState.UNKNOWN);
        assertThat(seen.since()).contains(clock.now().minusSeconds(300));
        assertThat(seen.pausedUntil()).isEmpty();
    }

    @Test
    void asAMapForJson() {
        pc.goOffline();
        chat();

        Map<String, Object> map = router.status().toMap();

        assertThat(map).containsEntry("at", "2026-01-01T00:00:00Z");
        assertThat((List<?>) map.get("backends"))
                .first()
                .isEqualTo(Map.ofEntries(
                        Map.entry("name", "pc"),
                        Map.entry("service", "Ollama"),
                        Map.entry("tier", "EXTERNAL"),
                        Map.entry("address", "192.168.1.50:11434"),
                        Map.entry("model", "llama3.2"),
                        Map.entry("state", "DOWN"),
                        Map.entry("inForce", false),
                        Map.entry("since", "2026-01-01T00:00:00Z"),
                        Map.entry("why", "connect: connection refused"),
                        Map.entry("nextLook", "2026-01-01T00:00:15Z"),
                        Map.entry("against", "down: connect: connection refused")));
    }

    @Test
    void lookingContactsNobody() {
        router.status().toText();
        router.status().toMap();

        assertThat(pc.probes() + hub.probes()).isZero();
        assertThat(pc.chats()).isEmpty();
    }
}
