package digital.memu.inference.example.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way in a browser that runs no script. */
@Timeout(300)
class BrowserWithoutScriptTest {

    @TempDir
    Path folder;

    @Test
    void everythingWorksButTheLiveSteps() {
        Browser.require();
        try (Household home = Household.in(folder);
                Browser browser = Browser.startWithoutScript(folder.resolve("profile"))) {
            browser.enter(home);
            browser.choose(home.photos.url(), home.pc.url());
            browser.press("Test Connection");
            assertThat(browser.find("input[name=live]").getAttribute("value")).isEmpty();
            assertThat(browser.find("#ollama-box").getAttribute("data-code")).isEqualTo("WRONG_SERVICE");

            browser.press("Swap");
            assertThat(browser.text("#status")).contains("Connected to Ollama", "Connected to Immich ML");
            assertThat(browser.has("button[data-copy]:not([hidden])")).isFalse();
            browser.press("Save …");
            browser.press("Save");

            assertThat(browser.text("h1")).isEqualTo("Saved");
            assertThat(home.settings()).contains("OLLAMA_HOST=" + home.pc.url());
        }
    }
}
