package digital.memu.inference.example.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.OllamaSimulatorBuilder;
import digital.memu.inference.ollama.testing.SimulatedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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

    /** Makes the faults, and tells the two addresses to be typed, and the model if it is not the usual one. */
    private interface Case {
        List<String> addresses(Oddities oddities) throws Exception;
    }

    /** These are shown by tests of their own, since something follows. */
    private static final String SELF = "SELF";

    private static final String PORT_MISSING = "PORT_MISSING";

    /** Every code that the tests of this class show. */
    static Set<String> codes() {
        return Stream.concat(
                        cases().flatMap(one -> Stream.of(one.get()[0], one.get()[1])), Stream.of(SELF, PORT_MISSING))
                .map(String::valueOf)
                .filter(code -> !code.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** For the chat and for photos, in one test each: half the time. */
    static Stream<Arguments> cases() {
        return Stream.of(
                of("OK", "OK", oddities -> List.of(pc(), photos())),
                of("URL_INVALID", "ADDRESS_FORBIDDEN", oddities -> List.of("my pc", "169.254.169.254")),
                of("DNS_FAILED", "REFUSED", oddities -> List.of("gaming-pc.invalid", oddities.nobody())),
                of("SILENT", "TIMEOUT", oddities -> {
                    home.pc.freeze();
                    return List.of(pc(), oddities.asleep());
                }),
                of("WRONG_SERVICE", "WRONG_SERVICE", oddities -> List.of(photos(), pc())),
                of("TLS_UNTRUSTED", "TLS_MISMATCH", oddities -> {
                    return List.of(oddities.untrusted(folder), photos().replace("http:", "https:"));
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
                    return List.of(pc() + "/v1", photos());
                }),
                another("VERSION_OLD", computer -> computer.version("0.9.6"), "llama3.2"),
                another("MODEL_CLOUD", computer -> computer, "far:cloud"),
                another("MODEL_TOO_BIG", computer -> computer, "huge"),
                another("MODEL_MISSING", computer -> computer, "mistrall"));
    }

    private static String pc() {
        return home.pc.url();
    }

    private static String photos() {
        return home.photos.url();
    }

    /** A computer of its own, and the model to ask it for. */
    private static Arguments another(String code, UnaryOperator<OllamaSimulatorBuilder> made, String model) {
        return of(code, "", oddities -> {
            OllamaSimulator other = oddities.keep(made.apply(Household.computer()
                            .model(SimulatedModel.named("far:cloud")
                                    .remote("https://ollama.com")
                                    .build())
                            .model(SimulatedModel.named("huge")
                                    .size(40_000_000_000L)
                                    .sizeVram(8_000_000_000L)
                                    .loaded()
                                    .build()))
                    .build());
            return List.of(other.url(), "", model);
        });
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
        List<String> typed = made.addresses(oddities);
        test(typed.get(0), typed.get(1), typed.size() > 2 ? typed.get(2) : "llama3.2", ollamaCode, photosCode);
    }

    @Test
    void thisDevicesOwnAddressIsShown() {
        try (Household earnest = Household.inEarnest(folder)) {
            browser.enter(earnest);
            test(earnest.pc.url(), "", "llama3.2", SELF, "");
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
        test("http://127.77.0.1", "", "llama3.2", PORT_MISSING, "");

        browser.press("Use http://127.77.0.1:11434");

        browser.await("[data-code=OK]");
        assertThat(browser.find("#ollama").getAttribute("value")).isEqualTo("http://127.77.0.1:11434");
    }

    private static void test(String ollama, String photos, String model, String ollamaCode, String photosCode) {
        browser.click("#place-elsewhere");
        browser.fill("#ollama", ollama);
        browser.fill("#photos", photos);
        if (browser.has("#model-other")) {
            browser.click("#model-other");
        }
        browser.fill("#model", model);
        browser.press("Test Connection");
        browser.awaitResult();

        mustShow("ollama", ollama, ollamaCode);
        if (!photosCode.isEmpty()) {
            mustShow("photos", photos, photosCode);
        }
        String name = (ollamaCode + (photosCode.isEmpty() ? "" : "-and-") + photosCode)
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
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
