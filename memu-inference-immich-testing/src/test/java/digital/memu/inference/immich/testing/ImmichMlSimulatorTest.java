package digital.memu.inference.immich.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImmichMlSimulatorTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final byte[] PHOTO = Requests.picture("image-jpeg");

    @Test
    void requestsAreKeptWithTheirParts() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder().build()) {
            RawClient.predict(ml, Requests.image(Requests.CLIP, PHOTO));
            RawClient.get(ml, "/ping?x=1");
            RecordedRequest request = ml.requests("/predict").get(0);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.headers().stream().map(Map.Entry::getKey))
                    .containsExactly("Host", "Content-Length", "Content-Type");
            assertThat(request.header("content-length")).contains(String.valueOf(request.body().length));
            assertThat(request.entries()).contains(Requests.CLIP);
            assertThat(request.parts().stream().map(RecordedPart::name)).containsExactly("entries", "image");
            assertThat(request.part("entries").flatMap(RecordedPart::filename)).isEmpty();
            assertThat(request.part("image").flatMap(RecordedPart::filename)).contains("blob");
            assertThat(request.part("image").flatMap(RecordedPart::contentType)).contains("application/octet-stream");
            assertThat(request.part("image").orElseThrow().bytes()).isEqualTo(PHOTO);
            assertThat(ml.requests("/ping")).hasSize(1);
            assertThat(ml.requests()).hasSize(2);
        }
    }

    @Test
    void onlyTheLatestRequestsMayBeKept() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder().keepRequests(2).build()) {
            for (String path : List.of("/1", "/2", "/3")) {
                RawClient.get(ml, path);
            }
            assertThat(ml.requests().stream().map(RecordedRequest::path)).containsExactly("/2", "/3");
            assertThat(ml.awaitRequests(3, Duration.ZERO)).isTrue();
            assertThat(ml.awaitRequests(4, Duration.ZERO)).isFalse();
        }
    }

    @Test
    void offlineItRefusesAndComesBackOnItsPortWithNothingLoaded() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder().build();
                RawClient client = new RawClient(ml)) {
            client.send(Requests.get("/ping")).answer();
            int port = ml.port();
            ml.offline();
            assertThat(client.isAtEnd()).isTrue();
            assertThatThrownBy(() -> new RawClient(ml)).isInstanceOf(ConnectException.class);
            ml.online();
            assertThat(ml.port()).isEqualTo(port);
            RawClient.predict(ml, Requests.image(Requests.CLIP, PHOTO));
            assertThat(ml.loadsFinished()).isEqualTo(1);
        }
    }

    @Test
    void connectionsAreCountedAndAHangUpIsSeen() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder().build()) {
            ml.next(Fault.silence());
            try (RawClient client = new RawClient(ml)) {
                client.send(Requests.image(Requests.CLIP, PHOTO));
                assertThat(ml.awaitRequests(1, LIMIT)).isTrue();
                assertThat(ml.openConnections()).isEqualTo(1);
            }
            assertThat(ml.awaitOpenConnections(0, LIMIT)).isTrue();
            assertThat(ml.connectionsAccepted()).isEqualTo(1);
        }
    }

    @Test
    void closeEndsAllWaitsAndLeavesNoThread() throws IOException {
        ImmichMlSimulator ml = ImmichMlSimulator.builder()
                .model(SimulatedMlModel.faces("buffalo_l").cold().build())
                .requestThreads(2)
                .build();
        String port = "immich-simulator-" + ml.port();
        ml.holdRuns();
        ml.holdLoads();
        ml.next("/", Fault.silence());
        try (RawClient silent = new RawClient(ml);
                RawClient loading = new RawClient(ml);
                RawClient running = new RawClient(ml);
                RawClient queued = new RawClient(ml);
                RawClient idle = new RawClient(ml)) {
            running.send(Requests.image(Requests.CLIP, PHOTO));
            assertThat(ml.awaitRuns(1, LIMIT)).isTrue();
            silent.send(Requests.get("/"));
            loading.send(Requests.image(Requests.faces(0.7), PHOTO));
            assertThat(ml.awaitLoads(1, LIMIT)).isTrue();
            queued.send(Requests.image(Requests.CLIP, PHOTO));
            assertThat(ml.awaitRequests(4, LIMIT)).isTrue();
            // one that the system holds ready, and nobody has accepted, would be reset
            assertThat(ml.awaitOpenConnections(5, LIMIT)).isTrue();
            ml.killWorker();
            ml.holdBoots();
            ml.killWorker();
            ml.close();
            assertThat(idle.isAtEnd()).isTrue();
        }
        assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .noneMatch(name -> name.startsWith(port)
                        || name.equals("immich-simulator-boot")
                        || name.equals("immich-simulator-run"));
        assertThat(ml.openConnections()).isZero();
        assertThatThrownBy(ml::online).isInstanceOf(IllegalStateException.class);
        ml.close();
    }

    @Test
    void docsAreThere() throws IOException {
        try (ImmichMlSimulator ml = ImmichMlSimulator.builder().build()) {
            assertThat(RawClient.get(ml, "/docs").status()).isEqualTo(200);
            assertThat(RawClient.get(ml, "/redoc").status()).isEqualTo(200);
            assertThat(RawClient.get(ml, "/openapi.json").text()).contains("FastAPI", "0.1.0", "/predict");
        }
    }
}
