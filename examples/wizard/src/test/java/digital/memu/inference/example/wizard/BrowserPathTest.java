package digital.memu.inference.example.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.ollama.testing.Fault;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;

/** The whole way in a real browser: by mouse, and by the keyboard alone. */
@Timeout(300)
class BrowserPathTest {

    @TempDir
    static Path profile;

    private static Browser browser;

    @TempDir
    Path folder;

    private Household home;

    @BeforeAll
    static void start() {
        browser = Browser.start(profile);
    }

    @AfterAll
    static void quit() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        home = Household.in(folder);
        browser.enter(home);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void byMouse() {
        assertThat(browser.driver().getCurrentUrl()).isEqualTo(home.url());
        assertThat(browser.find("#place-here").isSelected()).isTrue();
        assertThat(browser.find("#ollama").isDisplayed()).isFalse();

        browser.choose(home.pc.url(), home.photos.url());
        browser.press("Test Connection");
        browser.awaitResult();
        assertThat(browser.text("#status")).contains("Connected to Ollama", "Connected to Immich ML");

        browser.click("label[for=model-1]");
        browser.press("Save …");
        browser.awaitText("h1", "Save the AI configuration");
        assertThat(browser.text("main")).contains("OLLAMA_HOST", home.pc.url(), "docker compose up -d intelligence");
        browser.press("Save");
        browser.awaitText("h1", "Saved");

        assertThat(home.settings())
                .contains("OLLAMA_HOST=" + home.pc.url() + "\n")
                .contains("MACHINE_LEARNING_URL=" + home.photos.url() + "\n")
                .containsPattern("OLLAMA_MODEL=(llama3.2|qwen2.5:7b)");
    }

    @Test
    void byTheKeyboardAlone() {
        browser.tabTo("#place-here");
        browser.keys(Keys.ARROW_DOWN);
        assertThat(browser.find("#place-elsewhere").isSelected()).isTrue();
        browser.tabTo("#ollama");
        browser.keys(home.pc.url());
        browser.tabTo("#photos");
        browser.keys(home.photos.url());
        browser.leave(() -> browser.keys(Keys.ENTER));
        browser.awaitResult();
        assertThat(browser.text("#status")).contains("Connected to Ollama");
        // The result has the focus, and what follows is one step away.
        assertThat(browser.driver().switchTo().activeElement().getAttribute("id"))
                .isEqualTo("finding");

        browser.tabTo("#models input[type=radio]");
        browser.keys(Keys.ARROW_DOWN);
        browser.tabTo("button[formaction='/review']");
        browser.leave(() -> browser.keys(Keys.SPACE));
        browser.awaitText("h1", "Save the AI configuration");
        browser.tabTo("form[action$='/save'] button");
        browser.leave(() -> browser.keys(Keys.ENTER));
        browser.awaitText("h1", "Saved");

        assertThat(home.settings()).contains("OLLAMA_HOST=" + home.pc.url());
    }

    @Test
    void theStepsAreSeenAndTheTestCanBeCancelled() {
        home.pc.always("/api/version", Fault.silence());
        browser.choose(home.pc.url(), "");
        browser.press("Test Connection");

        browser.awaitText("#status", "Waiting for an answer");
        browser.awaitText("#finding li:first-child", "Looking up");
        browser.press("Cancel the test");

        browser.awaitText("#status", "The test was cancelled.");
        assertThat(home.pc.awaitOpenConnections(0, Duration.ofSeconds(60))).isTrue();
        assertThat(browser.find("#ollama").getAttribute("value")).isEqualTo(home.pc.url());
    }

    @Test
    void theStatusIsAnnouncedWhereTheReaderListens() {
        home.pc.freeze();
        browser.choose(home.pc.url(), "");
        browser.press("Test Connection");
        browser.awaitText("#status", "Waiting for an answer");
        browser.script("document.getElementById('status').dataset.mark = 'same'");

        home.pc.heal();
        browser.awaitResult();

        // A screen reader only hears what changes in an element that was there before.
        assertThat(browser.find("#status").getAttribute("data-mark")).isEqualTo("same");
        assertThat(browser.find("#status").getAttribute("role")).isEqualTo("status");
        assertThat(browser.text("#status")).contains("Connected to Ollama");
    }

    @Test
    void whatIsTypedMeanwhileIsKeptWhenTheTestEnds() {
        browser.choose(home.pc.url(), "");
        browser.press("Test Connection");
        browser.awaitResult();
        String ended = browser.driver().getCurrentUrl();
        browser.open(home.url());
        browser.choose(home.pc.url(), "");
        paste("#model", "mistra");

        // The end comes while that is on the page, however slow the machine is.
        browser.script(
                "return fetch(arguments[0]).then(answer => answer.text())"
                        + ".then(text => show(new DOMParser().parseFromString(text, 'text/html')))",
                ended);
        browser.await("#model-0");
        browser.keys("l");

        assertThat(browser.attribute("#model", "value")).isEqualTo("mistral");
        assertThat(browser.find("#model-other").isSelected()).isTrue();
        browser.press("Save …");
        browser.awaitText("main", "“mistral” is not on that computer");
    }

    @Test
    void exchangedAddressesAreSwappedWithOneClick() {
        browser.choose(home.photos.url(), home.pc.url());
        browser.press("Test Connection");
        browser.await("[data-code=WRONG_SERVICE]");
        browser.awaitResult();
        browser.press("Swap");

        browser.await("[data-code=OK]");
        assertThat(browser.find("#ollama").getAttribute("value")).isEqualTo(home.pc.url());
        assertThat(browser.find("#photos").getAttribute("value")).isEqualTo(home.photos.url());
    }

    @Test
    void aModelIsDownloadedToTheOtherComputer() {
        home.pc.next("/api/pull", Fault.stallAfterEvents(4));
        browser.choose(home.pc.url(), "");
        browser.type("#model", "mistral");
        browser.press("Test Connection");
        browser.await("[data-code=MODEL_MISSING]");
        browser.awaitResult();
        assertThat(browser.text("#models")).contains("mistral: not installed.", "llama3.2:latest (2.0 GB)");
        browser.screenshot("model-missing");
        browser.press("Download there");

        browser.awaitText("#result", "4.1 GB");
        browser.until(driver -> !browser.attribute("progress", "value").equals("0"));
        browser.screenshot("downloading");
        browser.mustBeAccessible("downloading");
        browser.press("Cancel the download");
        browser.awaitText("#status", "The download was cancelled.");
        assertThat(home.pc.awaitOpenConnections(0, Duration.ofSeconds(60))).isTrue();
        browser.screenshot("download-cancelled");
        browser.mustBeAccessible("download cancelled");

        browser.press("Test again");
        browser.await("[data-code=MODEL_MISSING]");
        browser.awaitResult();
        browser.press("Download mistral there");
        browser.awaitText("#status", "The model is there.");
        browser.screenshot("downloaded");
        browser.press("Test again");
        browser.await("[data-code=OK]");
        browser.awaitResult();

        assertThat(browser.find("#models input:checked").getAttribute("value")).startsWith("mistral");
    }

    @Test
    void aModelThatNobodyKnowsIsNotFetched() {
        browser.choose(home.pc.url(), "");
        browser.type("#model", "mistrall");
        browser.press("Test Connection");
        browser.await("[data-code=MODEL_MISSING]");
        browser.awaitResult();
        browser.press("Download there");

        browser.awaitText("#status", "That computer could not fetch the model.");
        browser.screenshot("download-failed");
        browser.mustBeAccessible("download failed");
    }

    @Test
    void twoBrowsersSaveAtOnce() {
        Path other = folder.resolve("other");
        try (Browser second = Browser.start(other)) {
            String name = "memu_setup_" + URI.create(home.url()).getPort();
            Cookie cookie = browser.driver().manage().getCookieNamed(name);
            second.open(home.url() + "icon.svg");
            second.driver().manage().addCookie(new Cookie(cookie.getName(), cookie.getValue()));
            second.open(home.url());
            for (Browser each : new Browser[] {browser, second}) {
                each.choose(each == browser ? home.pc.url() : home.pc.url().replace("127.0.0.1", "localhost"), "");
                each.press("Save …");
                each.awaitText("h1", "Save the AI configuration");
            }

            second.press("Save");
            second.awaitText("h1", "Saved");
            browser.press("Save");
            browser.awaitText("[role=alert]", "changed meanwhile");
            browser.screenshot("changed-meanwhile");
            browser.mustBeAccessible("changed meanwhile");

            assertThat(home.settings()).contains("OLLAMA_HOST=http://localhost:" + home.pc.port());
            browser.press("Save");
            browser.awaitText("h1", "Saved");
            assertThat(home.settings()).contains("OLLAMA_HOST=" + home.pc.url());
        }
    }

    @Test
    void aFileThatCannotBeWritten() throws Exception {
        browser.choose(home.pc.url(), "");
        browser.press("Save …");
        browser.awaitText("h1", "Save the AI configuration");
        Files.createDirectory(home.file.resolveSibling(".env.lock"));
        browser.press("Save");

        browser.awaitText("[role=alert]", "The file could not be written");
        browser.screenshot("unwritable");
        browser.mustBeAccessible("unwritable");
        assertThat(browser.text("[role=alert]")).contains("OLLAMA_HOST=" + home.pc.url());
    }

    @Test
    void veryLongAddressesAndLineBreaks() {
        browser.choose("x", "");
        String address = "http://" + "a".repeat(10_000);
        browser.script("document.getElementById('ollama').value = arguments[0]", address);
        browser.press("Test Connection");
        browser.await("[data-code=URL_INVALID]");
        assertThat(browser.find("#ollama").getAttribute("value")).isEqualTo(address);
        browser.mustFit();

        paste("#ollama", home.pc.url() + "\r\n\n");
        browser.press("Test Connection");
        browser.await("[data-code=OK]");
        browser.awaitResult();
    }

    /** As somebody pastes what was copied with a line break. */
    private void paste(String css, String text) {
        browser.script(
                "const field = document.querySelector(arguments[0]); field.focus(); field.select();"
                        + " document.execCommand('insertText', false, arguments[1])",
                css,
                text);
    }
}
