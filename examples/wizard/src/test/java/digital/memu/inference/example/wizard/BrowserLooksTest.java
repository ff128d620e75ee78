package digital.memu.inference.example.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page on other screens and for other readers. */
@Timeout(300)
class BrowserLooksTest {

    @TempDir
    static Path folder;

    private static Browser browser;
    private static Household home;

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
    void asUsual() {
        browser.ownScreen();
        browser.prefers();
    }

    @Test
    void everyPageIsAccessible() {
        browser.open(home.url());
        browser.screenshot("start");
        browser.mustBeAccessible("start");

        browser.click("#place-elsewhere");
        browser.screenshot("another-computer");
        browser.mustBeAccessible("another computer");

        browser.press("Test Connection");
        browser.screenshot("address-missing");
        browser.mustBeAccessible("address missing");
        // The first thing that is wrong has the focus.
        assertThat(browser.driver().switchTo().activeElement().getAttribute("id"))
                .isEqualTo("ollama");

        browser.choose(home.pc.url(), home.photos.url());
        browser.press("Save …");
        browser.screenshot("review");
        browser.mustBeAccessible("review");
        browser.press("Save");
        browser.screenshot("saved");
        browser.mustBeAccessible("saved");

        browser.open(home.url() + "test/nothing");
        browser.screenshot("expired");
        browser.mustBeAccessible("expired");
        browser.driver().manage().deleteAllCookies();
        browser.open(home.url());
        browser.screenshot("locked");
        browser.mustBeAccessible("locked");
        assertThat(browser.text("h1")).isEqualTo("This page is locked");
        home.close();
        home = Household.in(folder);
        browser.enter(home);
    }

    @Test
    void onAPhone() {
        browser.screen(320, 640, 2);
        tested();

        browser.mustFit();
        browser.screenshot("phone");
        browser.mustBeAccessible("phone");
        browser.type("#photos", "");
        browser.press("Save …");
        browser.mustFit();
        browser.screenshot("phone-review");
    }

    @Test
    void zoomedToTwice() {
        browser.screen(640, 450, 2);
        tested();

        browser.mustFit();
        browser.screenshot("zoomed");
    }

    @Test
    void inTheDark() {
        browser.prefers("prefers-color-scheme", "dark");
        tested();

        assertThat(browser.find("body").getCssValue("background-color")).contains("20, 24, 22");
        browser.screenshot("dark");
        browser.mustBeAccessible("dark");
        browser.type("#photos", "");
        browser.press("Save …");
        browser.awaitText("h1", "Save the AI");
        browser.mustBeAccessible("dark review");
    }

    @Test
    void withoutMotion() {
        home.pc.freeze();
        try {
            browser.open(home.url());
            browser.choose(home.pc.url(), "");
            browser.press("Test Connection");
            // Until then the page changes.
            browser.awaitText("#status", "Waiting for an answer");
            browser.prefers("prefers-reduced-motion", "no-preference");
            assertThat(browser.find(".running").getCssValue("animation-name")).isEqualTo("waiting");
            browser.prefers("prefers-reduced-motion", "reduce");
            assertThat(browser.find(".running").getCssValue("animation-name")).isEqualTo("none");
            browser.mustBeAccessible("testing");
        } finally {
            home.pc.heal();
        }
    }

    /** Something good and something bad. */
    private static void tested() {
        browser.open(home.url());
        browser.choose(home.pc.url(), "192.168.1.50 3003");
        browser.press("Test Connection");
        browser.awaitResult();
        assertThat(browser.has("#ollama-box.fine")).isTrue();
        assertThat(browser.has("#photos-box.failure")).isTrue();
        browser.click("#photos-box summary");
    }
}
