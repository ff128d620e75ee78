package digital.memu.inference.example.wizard;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.selenium.AxeBuilder;
import digital.memu.support.RealParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real Chromium. Whoever starts it closes it. */
final class Browser implements AutoCloseable {

    private static final String MISSING = "Chromium missing: run .ci/install-real-parts to test the page in it.";
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** It warns that it knows no newer browsers than itself; kept, since loggers are forgotten otherwise. */
    private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

    static {
        DEVTOOLS.setLevel(Level.SEVERE);
    }

    private final ChromeDriver driver;
    private final Set<Object> shapes = new HashSet<>();

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the test where the browser is missing; fails where CI promises it. */
    static void require() {
        RealParts.require(program("chromium") != null && program("chromedriver") != null, MISSING);
    }

    private static Path program(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /** Starts one with a profile of its own. */
    static Browser start(Path profile) {
        return start(profile, new ChromeOptions());
    }

    /** Starts one that runs no script of a page. */
    static Browser startWithoutScript(Path profile) {
        Map<String, Object> never = Map.of("profile.managed_default_content_settings.javascript", 2);
        return start(profile, new ChromeOptions().setExperimentalOption("prefs", never));
    }

    private static Browser start(Path profile, ChromeOptions options) {
        require();
        options.setBinary(Objects.requireNonNull(program("chromium")).toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--lang=en",
                // What moves is drawn anew again and again.
                "--force-prefers-reduced-motion",
                "--window-size=1000,900",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(
                        Objects.requireNonNull(program("chromedriver")).toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Opens the page by its key. */
    Browser enter(Household home) {
        driver.get(home.wizard.urlWithKey());
        await("#place-here");
        return this;
    }

    Browser open(String url) {
        driver.get(url);
        return this;
    }

    // What is on the page

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    boolean has(String css) {
        return !driver.findElements(By.cssSelector(css)).isEmpty();
    }

    /** A page that follows something replaces its elements, be it between finding one and reading it. */
    String text(String css) {
        return until(driver -> find(css).getText());
    }

    String attribute(String css, String name) {
        return until(driver -> String.valueOf(find(css).getAttribute(name)));
    }

    /** Waits until it is there. */
    WebElement await(String css) {
        return until(driver ->
                driver.findElements(By.cssSelector(css)).stream().findFirst().orElse(null));
    }

    /** Waits until an element has such text. */
    void awaitText(String css, String part) {
        until(driver -> driver.findElements(By.cssSelector(css)).stream()
                .anyMatch(each -> each.getText().contains(part)));
    }

    /** Waits for a test to end. */
    void awaitResult() {
        await("#finding");
        until(driver -> driver.findElements(By.cssSelector("[data-refresh]")).isEmpty());
    }

    <T> T until(ExpectedCondition<T> condition) {
        return new WebDriverWait(driver, PATIENCE, Duration.ofMillis(100))
                // While one page goes and another comes, the driver has several words for that.
                .ignoring(WebDriverException.class)
                .until(condition);
    }

    Object script(String code, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(code, arguments);
    }

    // By mouse

    /** Quicker than a hand. */
    private Actions mouse() {
        return new Actions(driver, Duration.ofMillis(10));
    }

    void click(String css) {
        click(() -> find(css));
    }

    /** Finds it anew where the page has replaced it meanwhile. */
    private void click(Supplier<WebElement> finder) {
        until(driver -> {
            WebElement element = finder.get();
            mouse().scrollToElement(element).moveToElement(element).click().perform();
            return true;
        });
    }

    /** Does what leads to another page, and waits for that. */
    void leave(Runnable way) {
        script("window.before = true");
        way.run();
        until(driver ->
                Boolean.TRUE.equals(script("return window.before !== true && document.readyState === 'complete'")));
    }

    /** Clicks a button that leads to another page, by its words. */
    void press(String words) {
        leave(() -> click(() -> button(words)));
    }

    private WebElement button(String words) {
        return driver.findElements(By.tagName("button")).stream()
                .filter(each -> each.isDisplayed() && each.getText().equals(words))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button: " + words));
    }

    void type(String css, String text) {
        click(css);
        mouse().keyDown(Keys.CONTROL)
                .sendKeys("a")
                .keyUp(Keys.CONTROL)
                .sendKeys(text.isEmpty() ? Keys.DELETE : text)
                .perform();
    }

    /** Writes into a field, quicker than anybody types. */
    void fill(String css, String text) {
        script("document.querySelector(arguments[0]).value = arguments[1]", css, text);
    }

    /** Another computer at these addresses, by mouse. */
    void choose(String ollama, String photos) {
        click("#place-elsewhere");
        type("#ollama", ollama);
        type("#photos", photos);
    }

    // By keyboard

    void keys(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Presses the tabulator until that element has the focus, which must be seen at each stop. */
    void tabTo(String css) {
        for (int i = 0; i < 60; i++) {
            keys(Keys.TAB);
            WebElement focused = driver.switchTo().activeElement();
            if (!focused.getTagName().equals("body")) {
                Assertions.assertNotEquals(
                        "none", focused.getCssValue("outline-style"), () -> "no focus seen at " + shown(focused));
            }
            if ((Boolean) Objects.requireNonNull(script("return arguments[0].matches(arguments[1])", focused, css))) {
                return;
            }
        }
        Assertions.fail("the keyboard does not reach " + css);
    }

    private String shown(WebElement element) {
        return String.valueOf(script("return arguments[0].outerHTML", element));
    }

    // How it looks

    void screenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            long height = ((Number) Objects.requireNonNull(script("return document.documentElement.scrollHeight")))
                    .longValue();
            Object image = driver.executeCdpCommand(
                            "Page.captureScreenshot",
                            Map.of(
                                    "captureBeyondViewport",
                                    true,
                                    "clip",
                                    Map.of("x", 0, "y", 0, "width", width(), "height", height, "scale", 1)))
                    .get("data");
            byte[] bytes = OutputType.BYTES.convertFromBase64Png(String.valueOf(image));
            Files.write(SCREENSHOTS.resolve(name + ".png"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long width() {
        return ((Number) Objects.requireNonNull(script("return window.innerWidth"))).longValue();
    }

    /** As {@link #mustBeAccessible}, unless a page that differs in its words alone was looked at before. */
    void mustBeAccessibleIfNew(String state) {
        Object shape = script("return [...document.querySelectorAll('main *')].map(each => each.tagName"
                + " + each.className + [...each.attributes].map(one => one.name)).join()");
        if (shapes.add(shape)) {
            mustBeAccessible(state);
        }
    }

    /** Fails with what axe-core has to say against the page. */
    void mustBeAccessible(String state) {
        Results results = new AxeBuilder().analyze(driver);
        String violations = results.getViolations().stream()
                .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                        + rule.getNodes().stream().map(node -> node.getHtml()).toList())
                .collect(Collectors.joining("\n"));
        Assertions.assertEquals("", violations, () -> state + " at " + driver.getCurrentUrl());
        Assertions.assertFalse(results.getPasses().isEmpty(), "axe-core looked at nothing");
    }

    /** A screen of that many CSS pixels; each is so many dots wide. */
    void screen(int width, int height, int dots) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", dots, "mobile", false));
    }

    void ownScreen() {
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    /** What the reader prefers, such as {@code prefers-color-scheme}, {@code dark}; nothing for nothing. */
    void prefers(String... namesAndValues) {
        List<Map<String, String>> features = Stream.iterate(0, i -> i < namesAndValues.length, i -> i + 2)
                .map(i -> Map.of("name", namesAndValues[i], "value", namesAndValues[i + 1]))
                .toList();
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", features));
    }

    /** Fails if something sticks out at the side. */
    void mustFit() {
        Assertions.assertEquals(
                Boolean.TRUE,
                script("return document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
                "the page is wider than the screen");
    }

    @Override
    public void close() {
        driver.quit();
    }
}
