package digital.memu.inference.example.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that a test can come to, as a reader sees it. */
@Timeout(300)
class BrowserDiagnosesTest {

    @TempDir
    static Path folder;

    private static Browser browser;
    private static Household home;

    private final Oddities oddities = new Oddities();

    @BeforeAll
    static void start() {
        Browser.require();
        home = Household.in(folder);
        browser = Browser.start(folder.resolve("profile")).enter(home);
    }

    @AfterAll
    static void quit() {
        if (browser != null) {
            browser.close();
            home.close();
        }
    }

    @AfterEach
    void heal() {
        home.photos.heal();
        home.pc.heal();
        oddities.close();
    }

    /** Makes the faults, and tells the two addresses to be typed. */
    private interface Case {
        List<String> addresses(Oddities oddities) throws Exception;
    }

    /** For the chat and for photos, in one test each: half the time. */
    static Stream<Arguments> cases() {
        String pc = home.pc.url();
        String photos = home.photos.url();
        return Stream.of(
                of("OK", "OK", oddities -> List.of(pc, photos)),
                of("URL_INVALID", "ADDRESS_FORBIDDEN", oddities -> List.of("my pc", "169.254.169.254")),
                of("DNS_FAILED", "REFUSED", oddities -> List.of("gaming-pc.invalid", oddities.nobody())),
                of("SILENT", "TIMEOUT", oddities -> {
                    home.pc.freeze();
                    return List.of(pc, oddities.asleep());
                }),
                of("WRONG_SERVICE", "WRONG_SERVICE", oddities -> List.of(photos, pc)),
                of("TLS_UNTRUSTED", "TLS_MISMATCH", oddities -> {
                    return List.of(oddities.untrusted(folder), photos.replace("http:", "https:"));
                }),
                struck("SLOW_START", Fault.silenceFor(Duration.ofMillis(3_300)), "NOT_JSON", html()),
                struck(
                        "FORBIDDEN",
                        Fault.forbidden(),
                        "REDIRECT",
                        digital.memu.inference.immich.testing.Fault.redirect("http://192.168.1.77:9/")),
                struck(
                        "AUTH",
                        Fault.status(401, "text/plain", ""),
                        "BUSY",
                        digital.memu.inference.immich.testing.Fault.unavailable()),
                struck(
                        "SERVER_ERROR",
                        Fault.error(500, "it failed"),
                        "RESPONSE_TOO_LARGE",
                        digital.memu.inference.immich.testing.Fault.hugeBody(4 << 20)),
                of("NOT_FOUND", "ML_VERSION_DIFF", oddities -> {
                    home.photos.always("/predict", digital.memu.inference.immich.testing.Fault.detail(422, "no"));
                    return List.of(pc + "/v1", photos);
                }));
    }

    private static Arguments of(String ollamaCode, String photosCode, Case made) {
        return Arguments.of(ollamaCode, photosCode, made);
    }

    private static Arguments struck(
            String ollamaCode,
            Fault fault,
            String photosCode,
            digital.memu.inference.immich.testing.Fault photosFault) {
        return of(ollamaCode, photosCode, oddities -> {
            home.pc.always("/api/version", fault);
            home.photos.always("/", photosFault);
            home.photos.always("/ping", photosFault);
            return List.of(home.pc.url(), home.photos.url());
        });
    }

    private static digital.memu.inference.immich.testing.Fault html() {
        return digital.memu.inference.immich.testing.Fault.status(200, "text/html", "<html>router</html>");
    }

    @ParameterizedTest(name = "{0} and {1}")
    @MethodSource("cases")
    void itIsShownWithWhatToTry(String ollamaCode, String photosCode, Case made) throws Exception {
        List<String> addresses = made.addresses(oddities);
        test(addresses.get(0), addresses.get(1), "llama3.2", ollamaCode, photosCode);
    }

    @Test
    void anOldVersionIsShown() {
        try (OllamaSimulator old = Household.computer().version("0.9.6").build()) {
            test(old.url(), "", "llama3.2", "VERSION_OLD");
        }
    }

    @Test
    void whatIsWrongWithAModelIsShown() {
        try (OllamaSimulator other = Household.computer()
                .model(SimulatedModel.named("far:cloud")
                        .remote("https://ollama.com")
                        .build())
                .model(SimulatedModel.named("huge")
                        .size(40_000_000_000L)
                        .sizeVram(8_000_000_000L)
                        .loaded()
                        .build())
                .build()) {
            test(other.url(), "", "far:cloud", "MODEL_CLOUD");
            test(other.url(), "", "huge", "MODEL_TOO_BIG");
            test(other.url(), "", "mistrall", "MODEL_MISSING");
        }
    }

    @Test
    void thisDevicesOwnAddressIsShown() {
        try (Household earnest = Household.inEarnest(folder)) {
            browser.enter(earnest);
            test(earnest.pc.url(), "", "llama3.2", "SELF");
            browser.press("Use this device");
            browser.awaitText("#status", "Connected to Ollama");
            assertThat(browser.find("#place-here").isSelected()).isTrue();
        } finally {
            browser.open(home.url());
        }
    }

    @Test
    void aMissingPortIsPutRightWithOneClick() throws Exception {
        oddities.forward("127.77.0.1", 11_434, home.pc.port());
        test("http://127.77.0.1", "", "llama3.2", "PORT_MISSING");

        browser.press("Use http://127.77.0.1:11434");

        browser.await("[data-code=OK]");
        assertThat(browser.find("#ollama").getAttribute("value")).isEqualTo("http://127.77.0.1:11434");
    }

    private static void test(String ollama, String photos, String model, String... codes) {
        browser.click("#place-elsewhere");
        browser.fill("#ollama", ollama);
        browser.fill("#photos", photos);
        if (browser.has("#model-other")) {
            browser.click("#model-other");
        }
        browser.fill("#model", model);
        browser.press("Test Connection");
        browser.awaitResult();

        mustShow("ollama", ollama, codes[0]);
        if (codes.length > 1) {
            mustShow("photos", photos, codes[1]);
        }
        String name = String.join("-and-", codes).toLowerCase(Locale.ROOT).replace('_', '-');
        browser.screenshot("diagnosis-" + name);
        browser.mustBeAccessibleIfNew(name);
    }

    private static void mustShow(String field, String typed, String code) {
        String box = "#" + field + "-box";
        assertThat(browser.find(box).getAttribute("data-code")).isEqualTo(code);
        String sentence = browser.text(box + " strong");
        assertThat(sentence).isNotBlank();
        assertThat(browser.text("#status")).contains(sentence);
        assertThat(browser.find("#" + field).getAttribute("value")).isEqualTo(typed);
        assertThat("true".equals(browser.find("#" + field).getAttribute("aria-invalid")))
                .isEqualTo(browser.has(box + ".failure"));
    }
}
