package digital.memu.inference.ollama;

import static digital.memu.inference.ollama.RawServer.answer;
import static digital.memu.inference.ollama.RawServer.json;
import static digital.memu.inference.ollama.RawServer.redirect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.failure.InvalidConfigurationException;
import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.health.FoundModel;
import digital.memu.inference.health.FoundService;
import digital.memu.inference.health.GpuEvidence.Level;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.setup.ConnectionTest;
import digital.memu.inference.setup.ConnectionTestBuilder;
import digital.memu.inference.setup.Diagnosis;
import digital.memu.inference.setup.Repair;
import digital.memu.inference.setup.SettingsTest;
import digital.memu.inference.setup.Severity;
import digital.memu.inference.setup.Step;
import digital.memu.inference.setup.Step.Part;
import digital.memu.inference.testing.ManualClock;
import digital.memu.support.Certificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every diagnosis by a situation that really brings it about, over real sockets. */
@Timeout(180)
class ConnectionTestTest {

    // What is well

    @Test
    void allIsWell() {
        List<Step> steps = new ArrayList<>();
        try (OllamaSimulator pc = OllamaSimulator.builder().model("llama3.2").build()) {
            Diagnosis diagnosis =
                    run(ConnectionTest.of(pc.url()).model("llama3.2").onStep(steps::add));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.OK);
            assertThat(diagnosis.severity()).isEqualTo(Severity.FINE);
            assertThat(diagnosis.sentence()).isEqualTo("Connected to Ollama 0.32.15. GPU not confirmed yet.");
            assertThat(diagnosis.repair()).isEmpty();
            assertThat(diagnosis.remarks()).isEmpty();
            FoundService found = diagnosis.found().orElseThrow();
            assertThat(found.version()).hasValue("0.32.15");
            assertThat(found.models()).extracting(FoundModel::name).containsExactly("llama3.2:latest");
            assertThat(found.models().get(0).size()).hasValue(2_019_393_189L);
            assertThat(pc.loadsStarted()).isZero();
            assertThat(pc.requests()).allMatch(request -> request.method().equals("GET"));
        }
        assertThat(steps)
                .extracting(Step::part)
                .containsExactly(Part.RESOLVE, Part.REACH, Part.SPEAK, Part.IDENTIFY, Part.MODEL, Part.GPU);
        assertThat(steps).allSatisfy(step -> assertThat(step.text()).isNotBlank());
    }

    @Test
    void aLoadedModelShowsThatAGraphicsCardIsUsed() {
        try (OllamaSimulator pc = OllamaSimulator.builder()
                .model(SimulatedModel.named("llama3.2").loaded().build())
                .build()) {
            Diagnosis diagnosis = run(ConnectionTest.of(pc.url()).model("llama3.2"));

            assertThat(diagnosis.sentence()).isEqualTo("Connected to Ollama 0.32.15. GPU in use (100% of the model).");
            assertThat(diagnosis.found().orElseThrow().models().get(0).isLoaded())
                    .isTrue();
            assertThat(germanOf(pc.url()).sentence())
                    .isEqualTo("Verbunden mit Ollama 0.32.15. Grafikkarte in Gebrauch (100\u00a0% des Modells).");
        }
    }

    @Test
    void sizeZeroIsUnknownAndNoDivision() {
        try (OllamaSimulator hub = OllamaSimulator.builder()
                .model(SimulatedModel.named("llama3.2").loaded().size(0).build())
                .build()) {
            Diagnosis diagnosis = run(ConnectionTest.of(hub.url()).model("llama3.2"));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.OK);
            assertThat(diagnosis.found().orElseThrow().gpu().level()).isEqualTo(Level.UNKNOWN);
        }
    }

    @Test
    void aModelOnTheProcessorIsNoEvidenceAndNoFault() {
        try (OllamaSimulator hub = OllamaSimulator.builder()
                .model(SimulatedModel.named("llama3.2").loaded().sizeVram(0).build())
                .build()) {
            assertThat(run(ConnectionTest.of(hub.url()).model("llama3.2")).sentence())
                    .isEqualTo("Connected to Ollama 0.32.15. GPU not confirmed yet.");
        }
    }

    @Test
    void theCardIsNamedByTheExporterThatItsOwnerNamed() {
        String metrics =
                "# HELP nvidia_smi_gpu_info x\nnvidia_smi_gpu_info{name=\"NVIDIA GeForce RTX 4080\",uuid=\"1\"} 1\n";
        try (OllamaSimulator pc = OllamaSimulator.builder().model("llama3.2").build();
                RawServer exporter = RawServer.saying(Map.of("/metrics", answer(200, "text/plain", metrics)))) {
            Diagnosis diagnosis = run(ConnectionTest.of(pc.url())
                    .model("llama3.2")
                    .header("Authorization", "Bearer for Ollama only")
                    .exporter(exporter.url() + "/metrics"));

            assertThat(diagnosis.sentence()).isEqualTo("Connected to Ollama (RTX 4080 detected)");
            assertThat(diagnosis.found().orElseThrow().gpu().names()).containsExactly("NVIDIA GeForce RTX 4080");
            assertThat(diagnosis.found().orElseThrow().gpu().source()).isEqualTo("127.0.0.1:" + exporter.port());
            assertThat(exporter.requests()).containsExactly("GET /metrics");
            assertThat(exporter.headers()).noneMatch(line -> line.contains("for Ollama only"));
            assertThat(pc.requests())
                    .allMatch(request -> request.header("Authorization").isPresent());
        }
    }

    @Test
    void anExporterThatDoesNotAnswerTakesNothingAway() throws IOException {
        try (OllamaSimulator pc = OllamaSimulator.builder().model("llama3.2").build()) {
            Diagnosis diagnosis = run(ConnectionTest.of(pc.url())
                    .model("llama3.2")
                    .exporter("http://127.0.0.1:" + closedPort() + "/metrics"));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.OK);
            assertThat(diagnosis.details()).containsEntry("exporter", "no answer");
        }
    }

    @Test
    void theSpeedIsMeasuredOnRequestAndComparedWithThisDevices() {
        try (OllamaSimulator pc = OllamaSimulator.builder()
                .model("llama3.2")
                .answer("one two three four five six seven eight nine ten eleven twelve")
                .build()) {
            ConnectionTestBuilder test = ConnectionTest.of(pc.url())
                    .model("llama3.2")
                    .speed(Duration.ofSeconds(60))
                    .ownSpeed(0.001);
            Diagnosis diagnosis = run(test);

            assertThat(pc.loadsStarted()).isEqualTo(1);
            assertThat(diagnosis.found().orElseThrow().gpu().level()).isEqualTo(Level.FAST);
            assertThat(diagnosis.sentence()).contains("times as fast as this device");
        }
    }

    // The address

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                "" | 192.168.1.50:11434 | false
                "   " | 192.168.1.50:11434 | false
                http:// | 192.168.1.50:11434 | false
                :11434 | 192.168.1.50:11434 | false
                0.0.0.0 | 192.168.1.50:11434 | false
                0.0.0.0:11434 | 192.168.1.50:11434 | false
                http://0.0.0.0:11434/ | 192.168.1.50:11434 | false
                [::]:11434 | 192.168.1.50:11434 | false
                :: | 192.168.1.50:11434 | false
                192.168.1.50 :11434 | http://192.168.1.50:11434 | true
                http:// 192.168.1.50:11434 | http://192.168.1.50:11434 | true
                me:secret@pc:11434 | http://pc:11434 | true
                http://me:sec/ret@pc:11434/x | http://pc:11434/x | true
                http://pc:11434/?key=secret | http://pc:11434 | true
                me:secret@pc:11434?key=secret | 192.168.1.50:11434 | false
                me:sec?ret@pc:11434 | 192.168.1.50:11434 | false
                ftp://pc | 192.168.1.50:11434 | false
                http://pc:0 | 192.168.1.50:11434 | false
                http:\\\\pc:11434 | 192.168.1.50:11434 | false
                a,b | 192.168.1.50:11434 | false
                """)
    void whatIsNoAddress(String text, String shown, boolean oneClick) {
        Diagnosis diagnosis = run(ConnectionTest.of(text == null ? "" : text));

        assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.URL_INVALID);
        assertThat(diagnosis.severity()).isEqualTo(Severity.FAILURE);
        assertThat(diagnosis.fix()).contains(shown);
        assertThat(diagnosis.repair().map(Repair::value)).isEqualTo(oneClick ? Optional.of(shown) : Optional.empty());
        assertThat(diagnosis.sentence() + diagnosis.fix() + diagnosis.detailsText() + diagnosis)
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "http://169.254.169.254/, ADDRESS_FORBIDDEN",
        "169.254.1.1, ADDRESS_FORBIDDEN",
        "[::ffff:169.254.169.254]:80, ADDRESS_FORBIDDEN",
        "[::ffff:a9fe:a9fe], ADDRESS_FORBIDDEN",
        "[64:ff9b::a9fe:a9fe], ADDRESS_FORBIDDEN",
        "[fe80::1], ADDRESS_FORBIDDEN",
        "[fd00:ec2::254], ADDRESS_FORBIDDEN",
        "100.100.100.100, ADDRESS_FORBIDDEN",
        "224.0.0.1, ADDRESS_FORBIDDEN",
        "255.255.255.255, ADDRESS_FORBIDDEN",
        "metadata.google.internal, ADDRESS_FORBIDDEN",
        "http://2852039166/, URL_INVALID",
        "http://0xa9fea9fe/, URL_INVALID",
        "0xA9.0xFE.0xA9.0xFE, URL_INVALID",
        "0251.0376.0251.0376, URL_INVALID",
        "169.254.43518, URL_INVALID",
    })
    void whatIsNeverCalled(String address, String code) {
        for (boolean allowed : new boolean[] {false, true}) {
            Diagnosis diagnosis = run(ConnectionTest.of(address).allowInternet(allowed));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.of(code));
            assertThat(diagnosis.severity()).isEqualTo(Severity.FAILURE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "https://[2001:db8::7]", "100.115.92.5:11434"})
    void publicAddressesNeedPermission(String address) {
        Diagnosis diagnosis = run(ConnectionTest.of(address));

        assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.ADDRESS_FORBIDDEN);
        assertThat(diagnosis.fix()).contains("AI_ALLOW_INTERNET=true");
        assertThat(diagnosis.details()).containsKey("resolved");
    }

    @Test
    void thisDeviceIsNoOtherComputer() {
        try (OllamaSimulator hub = OllamaSimulator.builder().build()) {
            Diagnosis diagnosis = run(ConnectionTest.of(hub.url()).external());

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.SELF);
            assertThat(diagnosis.repair().orElseThrow().kind()).isEqualTo(Repair.Kind.THIS_DEVICE);
            assertThat(hub.connectionsAccepted()).isZero();
        }
    }

    @Test
    void aNameThatNobodyKnows() {
        Diagnosis diagnosis = run(ConnectionTest.of("http://gaming-pc.invalid:11434"));

        assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.DNS_FAILED);
        assertThat(diagnosis.sentence()).isEqualTo("Nobody here knows the name in gaming-pc.invalid:11434.");
    }

    // The way

    @Test
    void nobodyListens() throws IOException {
        int port = closedPort();
        Diagnosis diagnosis = run(ConnectionTest.of("127.0.0.1:" + port));

        assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.REFUSED);
        assertThat(diagnosis.sentence()).isEqualTo("On this device nothing listens at 127.0.0.1:" + port + ".");
        assertThat(diagnosis.details()).containsEntry("failure", "ConnectionException REFUSED");
    }

    @Test
    void somethingThatSpeaksFirstAndNoHttp() {
        try (RawServer ssh = RawServer.greeting("SSH-2.0-OpenSSH_9.2p1\r\n")) {
            assertThat(run(ConnectionTest.of(ssh.url())).code()).isEqualTo(DiagnosisCode.NOT_JSON);
        }
    }

    @Test
    void somethingThatHangsUp() {
        try (RawServer server = new RawServer((path, socket) -> {})) {
            assertThat(run(ConnectionTest.of(server.url())).code()).isEqualTo(DiagnosisCode.SERVER_ERROR);
        }
    }

    @Test
    void httpAtAPortForHttps(@TempDir Path folder) throws Exception {
        try (RawServer server = new RawServer(
                Certificate.make(folder).serverSocket(), (path, socket) -> RawServer.send(socket, json("{}")))) {
            Diagnosis diagnosis = run(ConnectionTest.of("http://localhost:" + server.port()));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.TLS_MISMATCH);
            assertThat(diagnosis.sentence()).endsWith("wants https.");
            assertThat(diagnosis.repair().orElseThrow().value()).isEqualTo("https://localhost:" + server.port());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Client sent an HTTP request to an HTTPS server.\n",
                "<html><title>400 The plain HTTP request was sent to HTTPS port</title></html>"
            })
    void httpAtAPortForHttpsThatSaysSo(String words) {
        try (RawServer server = RawServer.saying(answer(400, "text/plain", words))) {
            Diagnosis diagnosis = run(ConnectionTest.of(server.url()));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.TLS_MISMATCH);
            assertThat(diagnosis.repair().orElseThrow().value()).isEqualTo("https://127.0.0.1:" + server.port());
        }
    }

    @Test
    void httpsAtAPortForHttp() {
        try (OllamaSimulator pc = OllamaSimulator.builder().build()) {
            Diagnosis diagnosis = run(ConnectionTest.of("https://127.0.0.1:" + pc.port()));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.TLS_MISMATCH);
            assertThat(diagnosis.sentence()).endsWith("does not speak https.");
            assertThat(diagnosis.repair().orElseThrow().value()).isEqualTo(pc.url());
        }
    }

    @Test
    void aCertificateThatItsOwnerMadeHimself(@TempDir Path folder) throws Exception {
        Certificate certificate = Certificate.make(folder);
        try (RawServer server = new RawServer(certificate.serverSocket(), ConnectionTestTest::ollama)) {
            Diagnosis diagnosis = run(ConnectionTest.of("https://localhost:" + server.port()));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.TLS_UNTRUSTED);
            assertThat(diagnosis.repair()).isEmpty();

            SSLContext before = certificate.trust();
            try {
                assertThat(run(ConnectionTest.of("https://localhost:" + server.port()))
                                .code())
                        .isEqualTo(DiagnosisCode.OK);
                // The certificate is localhost's, not this address's.
                assertThat(run(ConnectionTest.of("https://127.0.0.1:" + server.port()))
                                .code())
                        .isEqualTo(DiagnosisCode.TLS_UNTRUSTED);
            } finally {
                SSLContext.setDefault(before);
            }
        }
    }

    // The answer

    @Test
    void theHostHeaderIsRefused() {
        try (OllamaSimulator pc = OllamaSimulator.builder().build()) {
            pc.always("/api/version", Fault.forbidden());
            Diagnosis diagnosis = run(ConnectionTest.of(pc.url()));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.FORBIDDEN);
            assertThat(diagnosis.fix()).contains("Expose Ollama to the network");
        }
    }

    @Test
    void aRefusalInWords() {
        try (RawServer proxy =
                RawServer.saying(answer(403, "application/json", "{\"error\":\"ollama cloud is disabled\"}"))) {
            Diagnosis diagnosis = run(ConnectionTest.of(proxy.url()));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.FORBIDDEN);
            assertThat(diagnosis.sentence()).endsWith("forbids the question.");
        }
    }

    @Test
    void aSignInIsAskedFor() {
        try (RawServer proxy = RawServer.saying(answer(401, "text/plain", "who are you?"))) {
            Diagnosis diagnosis = run(ConnectionTest.of(proxy.url()));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.AUTH);
            assertThat(diagnosis.repair().orElseThrow().value()).isEqualTo("http://127.0.0.1:11434");
        }
    }

    @Test
    void aSignInPage() {
        String page = "<!doctype html><form><input name=u><input type=\"password\" name=p></form>";
        try (RawServer router = RawServer.saying(answer(200, "text/html", page))) {
            assertThat(run(ConnectionTest.of(router.url())).code()).isEqualTo(DiagnosisCode.AUTH);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login?next=%2Fapi%2Fversion",
                "https://sso.example.org/realms/home/auth?x=1",
                "http://127.0.0.1:9/oauth2/start",
                "/accounts/sign-in"
            })
    void aRedirectToASignIn(String location) {
        try (RawServer proxy = RawServer.saying(redirect(302, location))) {
            Diagnosis diagnosis = run(ConnectionTest.of(proxy.url()));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.AUTH);
            assertThat(diagnosis.toString() + diagnosis.detailsText()).doesNotContain("example.org", "next=");
        }
    }

    @Test
    void aRedirectToHttpsIsShownAndNotFollowed() {
        try (RawServer proxy = new RawServer((path, socket) ->
                        RawServer.send(socket, redirect(301, "https://127.0.0.1:9/api/version?secret=1")));
                RawServer never = RawServer.saying(json("{}"))) {
            Diagnosis diagnosis = run(ConnectionTest.of(proxy.url()));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.REDIRECT);
            assertThat(diagnosis.repair().orElseThrow().value()).isEqualTo("https://127.0.0.1:9");
            assertThat(diagnosis.toString() + diagnosis.detailsText()).doesNotContain("secret");
            assertThat(proxy.requests()).containsExactly("GET /api/version");
            assertThat(never.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://captive.example/portal", "http://169.254.169.254/latest", "https://[2001:db8::1]/"})
    void aRedirectElsewhereIsNotOffered(String location) {
        try (RawServer portal = RawServer.saying(redirect(302, location))) {
            Diagnosis diagnosis = run(ConnectionTest.of(portal.url()));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.REDIRECT);
            assertThat(diagnosis.repair()).isEmpty();
        }
    }

    @Test
    void twoFieldsWereExchanged() {
        Map<String, String> immich = Map.of(
                "/", json("{\"message\":\"Immich ML\"}"),
                "/ping", answer(200, "text/plain; charset=utf-8", "pong"),
                "/api/version", answer(404, "application/json", "{\"detail\":\"Not Found\"}"));
        try (RawServer server = RawServer.saying(immich)) {
            Diagnosis diagnosis = run(ConnectionTest.of(server.url()));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.WRONG_SERVICE);
            assertThat(diagnosis.sentence()).isEqualTo("That is Immich ML, not Ollama.");
            assertThat(diagnosis.fix()).isEqualTo("Swap the two addresses.");
            assertThat(diagnosis.repair().orElseThrow().kind()).isEqualTo(Repair.Kind.SWAP);
        }
    }

    @Test
    void anImmichServer() {
        Map<String, String> immich = Map.of(
                "/", answer(200, "text/html", "<html><head><title>Photos - Immich</title></head></html>"),
                "/api/server/ping", json("{\"res\":\"pong\"}"),
                "/api/version",
                        answer(
                                404,
                                "application/json",
                                "{\"message\":\"Cannot GET /api/version\",\"statusCode\":404}"));
        try (RawServer server = RawServer.saying(immich)) {
            Diagnosis diagnosis = run(ConnectionTest.of(server.url()));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.WRONG_SERVICE);
            assertThat(diagnosis.sentence()).isEqualTo("That is Immich, not Ollama.");
            assertThat(diagnosis.repair()).isEmpty();
        }
    }

    @Test
    void lmStudioSaysYesToEverything() {
        try (RawServer server = new RawServer((path, socket) ->
                RawServer.send(socket, json("{\"error\":\"Unexpected endpoint or method. (GET " + path + ")\"}")))) {
            Diagnosis diagnosis = run(ConnectionTest.of(server.url()));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.WRONG_SERVICE);
            assertThat(diagnosis.sentence()).isEqualTo("That is LM Studio, not Ollama.");
        }
    }

    /** It answers {@code /api/version} just as Ollama does. */
    @Test
    void openWebUi() {
        Map<String, String> answers = Map.of(
                "/", answer(200, "text/html", "<html><head><title>Open WebUI</title></head></html>"),
                "/api/version", json("{\"version\":\"0.6.5\"}"),
                "/api/tags", answer(404, "application/json", "{\"detail\":\"Not Found\"}"));
        try (RawServer server = RawServer.saying(answers)) {
            Diagnosis diagnosis = run(ConnectionTest.of(server.url()));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.WRONG_SERVICE);
            assertThat(diagnosis.sentence()).isEqualTo("That is Open WebUI, not Ollama.");
            assertThat(diagnosis.found()).isEmpty();
        }
    }

    @Test
    void aWebPage() {
        try (RawServer server = RawServer.saying(answer(200, "text/html", "<h1>Hello</h1>"))) {
            Diagnosis diagnosis = run(ConnectionTest.of(server.url()));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.NOT_JSON);
            assertThat(diagnosis.toString() + diagnosis.detailsText() + diagnosis.fix())
                    .doesNotContain("Hello");
            assertThat(diagnosis.details()).containsEntry("type", "text/html").containsEntry("status", "200");
        }
    }

    @Test
    void somebodyElsesJson() {
        try (RawServer server = RawServer.saying(json("{\"version\":{\"major\":1},\"name\":\"secret\"}"))) {
            Diagnosis diagnosis = run(ConnectionTest.of(server.url()));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.WRONG_SERVICE);
            assertThat(diagnosis.sentence())
                    .isEqualTo("Something answers at 127.0.0.1:" + server.port() + ", but it is not Ollama.");
            assertThat(diagnosis.toString() + diagnosis.detailsText()).doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api", "/api/generate", "/v1/chat/completions"})
    void aPathTooMuch(String path) {
        try (OllamaSimulator pc = OllamaSimulator.builder().model("llama3.2").build()) {
            Diagnosis diagnosis = run(ConnectionTest.of(pc.url() + path).model("llama3.2"));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.NOT_FOUND);
            assertThat(diagnosis.repair().orElseThrow().value()).isEqualTo(pc.url());
            assertThat(run(ConnectionTest.of(diagnosis.repair().orElseThrow().value()))
                            .code())
                    .isEqualTo(DiagnosisCode.OK);
        }
    }

    @Test
    void aServerThatDoesNotKnowTheQuestion() {
        try (RawServer server = RawServer.saying(answer(404, "text/plain", "404 page not found"))) {
            Diagnosis diagnosis = run(ConnectionTest.of(server.url()));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.NOT_FOUND);
            assertThat(diagnosis.repair().orElseThrow().value()).isEqualTo("http://127.0.0.1:11434");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 429})
    void tooMuchToDo(int status) {
        try (OllamaSimulator pc = OllamaSimulator.builder().build()) {
            pc.always("/api/version", Fault.error(status, "server busy, please try again."));
            Diagnosis diagnosis = run(ConnectionTest.of(pc.url()));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.BUSY);
            assertThat(diagnosis.severity()).isEqualTo(Severity.WARNING);
        }
    }

    @Test
    void aProxyWhoseServerIsOff() {
        try (OllamaSimulator pc = OllamaSimulator.builder().build()) {
            pc.always("/api/version", Fault.badGateway());

            assertThat(run(ConnectionTest.of(pc.url())).code()).isEqualTo(DiagnosisCode.SERVER_ERROR);
        }
    }

    @Test
    void aBodyThatNeverEnds() {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"version\":\"";
        try (RawServer server = new RawServer((path, socket) -> {
            RawServer.send(socket, head);
            OutputStream out = socket.getOutputStream();
            byte[] block = "9".repeat(8192).getBytes(StandardCharsets.UTF_8);
            while (true) {
                out.write(block); // until the client has had enough
            }
        })) {
            assertThat(run(ConnectionTest.of(server.url())).code()).isEqualTo(DiagnosisCode.RESPONSE_TOO_LARGE);
        }
    }

    @Test
    void aHugeBody() {
        try (OllamaSimulator pc = OllamaSimulator.builder().build()) {
            pc.always("/api/version", Fault.hugeBody(200, 70_000));

            assertThat(run(ConnectionTest.of(pc.url())).code()).isEqualTo(DiagnosisCode.RESPONSE_TOO_LARGE);
        }
    }

    @Test
    void aHugeListOfModels() {
        try (OllamaSimulator pc = OllamaSimulator.builder().build()) {
            pc.always("/api/tags", Fault.hugeBody(200, 5_000_000));
            Diagnosis diagnosis = run(ConnectionTest.of(pc.url()));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.RESPONSE_TOO_LARGE);
            assertThat(diagnosis.found()).isPresent();
        }
    }

    // What it has

    @Test
    void theModelIsNotThere() {
        try (OllamaSimulator pc = OllamaSimulator.builder()
                .model("llama3.2:1b")
                .model("qwen2.5")
                .model("llama3.1:8b")
                .model("nomic-embed-text")
                .build()) {
            Diagnosis diagnosis = run(ConnectionTest.of(pc.url()).model("llama3.2"));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.MODEL_MISSING);
            assertThat(diagnosis.severity()).isEqualTo(Severity.WARNING);
            assertThat(diagnosis.sentence())
                    .isEqualTo("Connected to Ollama 0.32.15, but “llama3.2” is not on that computer.");
            assertThat(diagnosis.fix()).startsWith("Run “ollama pull llama3.2” on that computer");
            Repair repair = diagnosis.repair().orElseThrow();
            assertThat(repair.kind()).isEqualTo(Repair.Kind.PULL);
            assertThat(repair.value()).isEqualTo("llama3.2");
            assertThat(repair.alternatives()).hasSize(3).startsWith("llama3.2:1b", "llama3.1:8b");
            assertThat(repair.label()).isEqualTo("Download llama3.2 there");
        }
    }

    @Test
    void aNameThatOnlyBeginsTheSameIsAnother() {
        try (OllamaSimulator pc = OllamaSimulator.builder().model("llama3.2").build()) {
            assertThat(run(ConnectionTest.of(pc.url()).model("llama3")).code()).isEqualTo(DiagnosisCode.MODEL_MISSING);
            assertThat(run(ConnectionTest.of(pc.url()).model("LLAMA3.2:latest")).code())
                    .isEqualTo(DiagnosisCode.OK);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-oss:120b-cloud", "kimi:cloud", "alias"})
    void theModelRunsInTheInternet(String model) {
        try (OllamaSimulator pc = OllamaSimulator.builder()
                .model(SimulatedModel.named("alias")
                        .remote("https://ollama.com:443")
                        .build())
                .build()) {
            Diagnosis diagnosis = run(ConnectionTest.of(pc.url()).model(model));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.MODEL_CLOUD);
            assertThat(diagnosis.severity()).isEqualTo(Severity.FAILURE);
            assertThat(run(ConnectionTest.of(pc.url()).model(model).allowInternet(true))
                            .code())
                    .isEqualTo(DiagnosisCode.OK);
        }
    }

    @Test
    void theModelDoesNotFitIntoTheCard() {
        try (OllamaSimulator pc = OllamaSimulator.builder()
                .model(SimulatedModel.named("big")
                        .loaded()
                        .size(40_000)
                        .sizeVram(12_000)
                        .build())
                .build()) {
            Diagnosis diagnosis = run(ConnectionTest.of(pc.url()).model("big"));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.MODEL_TOO_BIG);
            assertThat(diagnosis.severity()).isEqualTo(Severity.WARNING);
            assertThat(diagnosis.sentence())
                    .isEqualTo("Connected to Ollama 0.32.15, but only 30% of “big” fits into the graphics card.");
        }
    }

    @Test
    void theModelDoesNotFitIntoTheMachine() {
        try (OllamaSimulator pc = OllamaSimulator.builder().model("big").build()) {
            pc.always(Fault.loadOutOfMemory());
            pc.next("/api/generate", Fault.loadOutOfMemory());
            Diagnosis diagnosis = run(ConnectionTest.of(pc.url()).model("big").speed(Duration.ofSeconds(60)));

            assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.MODEL_TOO_BIG);
            assertThat(diagnosis.sentence()).endsWith("does not fit into that computer’s memory.");
        }
    }

    @Test
    void anOldVersionWarnsAndDoesNotFail() {
        try (OllamaSimulator pc =
                OllamaSimulator.builder().version("0.17.0").model("llama3.2").build()) {
            Diagnosis old = run(ConnectionTest.of(pc.url()).model("llama3.2"));
            Diagnosis oldAndMissing = run(ConnectionTest.of(pc.url()).model("gemma3"));

            assertThat(old.code()).isEqualTo(DiagnosisCode.VERSION_OLD);
            assertThat(old.severity()).isEqualTo(Severity.WARNING);
            assertThat(oldAndMissing.code()).isEqualTo(DiagnosisCode.MODEL_MISSING);
            assertThat(oldAndMissing.remarks()).containsExactly(old.sentence());
        }
    }

    // All of them

    @Test
    void everyServerThatTheSettingsName() throws IOException {
        List<Step> steps = new CopyOnWriteArrayList<>();
        int closed = closedPort();
        try (OllamaSimulator hub = OllamaSimulator.builder().model("llama3.2").build();
                SettingsTest test = ConnectionTest.all(InferenceSettings.of(Map.of(
                                "OLLAMA_HOST",
                                "gaming-pc.invalid:11434, http://127.0.0.1:" + closed,
                                "OLLAMA_MODEL",
                                "llama3.1:70b",
                                "OLLAMA_LOCAL_HOST",
                                hub.url(),
                                "OLLAMA_LOCAL_MODEL",
                                "llama3.2")))
                        .each(each ->
                                each.locale(Locale.ENGLISH).onStep(steps::add).time(new ManualClock()))
                        .build()) {
            List<Diagnosis> diagnoses = test.run();

            assertThat(diagnoses)
                    .extracting(Diagnosis::code)
                    .containsExactly(DiagnosisCode.DNS_FAILED, DiagnosisCode.SELF, DiagnosisCode.OK);
            assertThat(steps).extracting(Step::address).contains("127.0.0.1:" + hub.port());
        }
    }

    // The test itself

    @Test
    void itCanBeRunAgain() {
        try (OllamaSimulator pc = OllamaSimulator.builder().model("llama3.2").build();
                ConnectionTest test = ConnectionTest.of(pc.url())
                        .model("llama3.2")
                        .locale(Locale.ENGLISH)
                        .time(new ManualClock())
                        .build()) {
            pc.goOffline();
            assertThat(test.run().code()).isEqualTo(DiagnosisCode.REFUSED);
            pc.comeBack();
            assertThat(test.run().code()).isEqualTo(DiagnosisCode.OK);
            assertThat(test.start().join().code()).isEqualTo(DiagnosisCode.OK);
        }
    }

    @Test
    void aServiceThatNobodyKnows() {
        assertThatThrownBy(() -> ConnectionTest.of("pc").service("Bard").build())
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("Ollama");
    }

    @Test
    void aHeaderIsSentAndNeverTold() {
        try (OllamaSimulator pc = OllamaSimulator.builder().build()) {
            Diagnosis diagnosis = run(ConnectionTest.of(pc.url()).header("X-Key", "secret"));

            assertThat(pc.requests())
                    .allMatch(request -> request.header("X-Key").equals(Optional.of("secret")));
            assertThat(diagnosis.toString() + diagnosis.detailsText()).doesNotContain("secret");
        }
    }

    private static void ollama(String path, Socket socket) throws IOException {
        RawServer.send(
                socket,
                switch (path) {
                    case "/api/version" -> json("{\"version\":\"0.32.15\"}");
                    case "/api/tags", "/api/ps" -> json("{\"models\":[]}");
                    default -> answer(404, "text/plain", "404 page not found");
                });
    }

    private static Diagnosis run(ConnectionTestBuilder builder) {
        // Time stands still: what comes out depends on the server alone, however slow this machine is.
        try (ConnectionTest test =
                builder.locale(Locale.ENGLISH).time(new ManualClock()).build()) {
            Diagnosis diagnosis = test.run();
            assertThat(diagnosis.sentence()).isNotBlank().doesNotContain("{", "\n");
            assertThat(diagnosis.fix()).isNotBlank().doesNotContain("{", "\n");
            return diagnosis;
        }
    }

    private static Diagnosis germanOf(String address) {
        try (ConnectionTest test = ConnectionTest.of(address)
                .model("llama3.2")
                .locale(Locale.GERMAN)
                .time(new ManualClock())
                .build()) {
            return test.run();
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
