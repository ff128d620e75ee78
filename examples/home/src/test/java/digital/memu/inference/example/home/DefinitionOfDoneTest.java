package digital.memu.inference.example.home;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.route.Zone;
import digital.memu.support.NetworkNamespace;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the whole has to do for a household, one line of it a test: page, file, bot and servers together. */
@Timeout(180)
class DefinitionOfDoneTest {

    private Home home;

    @BeforeEach
    void open() throws IOException {
        home = Home.open(Duration.ZERO, true);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void theWizardConfiguresExternalAi() throws Exception {
        assertThat(settings().ollamaHosts()).isEmpty();

        String saved = saved();

        assertThat(saved).contains("Saved.", "sees by itself").doesNotContain("docker compose");
        assertThat(settings().ollamaHosts()).hasToString("[" + home.pc.ollama.url() + "]");
        assertThat(settings().machineLearningHosts()).hasToString("[" + home.pc.photos.url() + "]");
        assertThat(settings().ollamaLocalHosts()).hasToString("[" + home.hub.ollama.url() + "]");
        assertThat(settings().warnings()).isEmpty();
    }

    @Test
    void theConnectionTestValidatesTheUrl() throws Exception {
        Page page = new Page(home);

        assertThat(page.test(home.pc.ollama.url(), home.pc.photos.url()))
                .contains("Connected to Ollama", "Connected to Immich ML");
        assertThat(page.test(home.pc.photos.url(), "")).contains("data-code=\"WRONG_SERVICE\"");
        assertThat(page.test("0.0.0.0", "")).contains("data-code=\"URL_INVALID\"");
        assertThat(page.test("169.254.169.254", "")).contains("data-code=\"ADDRESS_FORBIDDEN\"");
        home.pc.off();
        assertThat(page.test(home.pc.ollama.url(), "")).contains("data-code=\"REFUSED\"");
    }

    @Test
    void theBotWorksWithExternalOllama() throws Exception {
        saved();

        String answer = bot("/ask Why is the sky blue?\n");

        assertThat(answer).contains("says the gaming PC.");
        assertThat(home.pc.ollama.generationsCompleted()).isEqualTo(1);
        assertThat(home.hub.ollama.requests()).isEmpty();
    }

    @Test
    void photosAreAnalysedByExternalMl() throws Exception {
        saved();
        try (InferenceRouter router = InferenceRouter.from(settings())) {
            PhotoAnalysis found = router.photos().analyze(PhotoLook.request());

            assertThat(found.text()).isEqualTo("seen by the gaming PC");
            assertThat(found.embedding().orElseThrow().vector()).hasSize(512);
            assertThat(found.route().backend()).isEqualTo("127.0.0.1:" + home.pc.photos.port());
            assertThat(home.hub.photos.runsStarted()).isZero();
        }
    }

    @Test
    void aiStatusShowsIt() throws Exception {
        saved();

        assertThat(bot("/ai-status\n")).endsWith("""
                **AI Configuration**
                Ollama: External (127.0.0.1:%d)
                  Model: llama3.2
                  Status: Connected

                Immich ML: External (127.0.0.1:%d)
                  Status: Connected
                """.formatted(home.pc.ollama.port(), home.pc.photos.port()));
    }

    @Test
    void itFallsBackWhenTheComputerIsOff() throws Exception {
        saved();

        String told =
                bot("/ask Why?\n/pc off\n/ask Why?\n/photo\n/ai-status\n/pc on\n/ai-status\n/ai-status\n/ask Why?\n");

        assertThat(told)
                .containsSubsequence(
                        "says the gaming PC.",
                        "The gaming PC is off.",
                        "says the hub.",
                        "Text in the photo: seen by the hub",
                        "Status: Not reachable, using this hub (slower)",
                        "The gaming PC is on.",
                        "Status: Connected",
                        "says the gaming PC.");
    }

    @Test
    void whatThePageSavesReachesARunningBot() throws Exception {
        Page page = new Page(home);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        HouseLines lines = new HouseLines(new StringReader("/ask Why?\n"), home, print);
        page.save(home.pc.ollama.url(), "");

        HomeBot.run(home, lines, print);
        assertThat(lines.isOver()).isFalse();
        HomeBot.run(home, lines, print);

        assertThat(lines.isOver()).isTrue();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsSubsequence("The settings have changed", "says the gaming PC.");
    }

    @Test
    void itWorksAcrossASecondNetwork() throws Exception {
        NetworkNamespace.require();
        // Addresses such as a tailnet gives.
        try (NetworkNamespace network = NetworkNamespace.start("home", "100.64.79");
                Home inEarnest = Home.open(Duration.ZERO, false)) {
            network.serve(
                    FarPc.READY,
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    FarPc.class.getName(),
                    network.address());
            Page page = new Page(inEarnest);
            assertThat(page.test(inEarnest.pc.ollama.url(), "")).contains("data-code=\"SELF\"");
            assertThat(Zone.of(InetAddress.getByName(network.address()))).isEqualTo(Zone.TAILNET);

            assertThat(page.save(far(network, FarPc.OLLAMA), far(network, FarPc.PHOTOS)))
                    .contains("Saved.");

            assertThat(bot(inEarnest, "/ask Why?\n/photo\n"))
                    .containsSubsequence("says the PC far away.", "seen by the PC far away");
            network.dropPackets("tcp dport " + FarPc.OLLAMA);
            assertThat(bot(inEarnest, "/ask Why?\n/photo\n")).containsSubsequence("says the hub.", "seen by the hub");
        }
    }

    private static String far(NetworkNamespace network, int port) {
        return "http://" + network.address() + ":" + port;
    }

    private String saved() throws Exception {
        return new Page(home).save(home.pc.ollama.url(), home.pc.photos.url());
    }

    private InferenceSettings settings() {
        return settings(home);
    }

    private static InferenceSettings settings(Home home) {
        return InferenceSettings.builder().envFile(home.settings()).build();
    }

    private String bot(String lines) throws IOException {
        return bot(home, lines);
    }

    /** What the bot says to these lines. */
    private static String bot(Home home, String lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        try (BufferedReader terminal = new HouseLines(new StringReader(lines), home, print)) {
            HomeBot.run(home, terminal, print);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
