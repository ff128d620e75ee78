package digital.memu.inference.example.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.ollama.testing.SimulatedModel;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way without a script, and what is saved. */
@Timeout(180)
class SavingTest {

    @TempDir
    Path folder;

    private Household home;
    private Reader reader;

    @BeforeEach
    void open() {
        home = Household.in(folder);
        reader = Reader.of(home);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void bothServicesAreTestedAndSaved() throws Exception {
        Files.writeString(home.file, "# ours\nDB_PASSWORD=secret\nOLLAMA_MODEL=llama3.2\n");

        String tested =
                fill("test", home.pc.url(), home.photos.url(), "qwen2.5:7b").body();
        assertThat(tested).contains("Connected to Ollama", "Connected to Immich ML", "qwen2.5:7b (4.7 GB, in memory)");
        HttpResponse<String> review = fill("review", home.pc.url(), home.photos.url(), "qwen2.5:7b");
        assertThat(review.body()).contains("docker compose up -d intelligence").doesNotContain("secret");
        assertThat(home.settings()).doesNotContain("OLLAMA_HOST");

        assertThat(save(review).body()).contains("Saved.");

        assertThat(home.settings())
                .isEqualTo("# ours\nDB_PASSWORD=secret\nOLLAMA_MODEL=qwen2.5:7b\nOLLAMA_HOST=" + home.pc.url()
                        + "\nMACHINE_LEARNING_URL=" + home.photos.url() + "\n");
        assertThat(reader.get("").body()).contains("value=\"" + home.pc.url() + "\"");
    }

    @Test
    void thisDeviceIsSavedAsSuch() throws Exception {
        Files.writeString(home.file, "OLLAMA_HOST=http://192.168.1.50:11434\n");

        HttpResponse<String> review = reader.post("review", "place", "here", "model", "llama3.2");

        assertThat(review.body()).contains("http://192.168.1.50:11434", "local");
        save(review);
        assertThat(home.settings()).isEqualTo("OLLAMA_HOST=local\nOLLAMA_MODEL=llama3.2\nMACHINE_LEARNING_URL=local\n");
    }

    @Test
    void thisDevicesOwnServersAreTestedToo() {
        String page = reader.post("test", "place", "here", "model", "llama3.2").body();

        assertThat(page).contains("Connected to Ollama", "Connected to Immich ML");
        assertThat(page).doesNotContain("data-refresh");
    }

    @Test
    void aComputerThatIsOffCanBeSaved() {
        home.pc.goOffline();

        HttpResponse<String> review = fill("review", home.pc.url(), "", "llama3.2");

        assertThat(review.body()).contains("It can be saved all the same");
        assertThat(save(review).body()).contains("Saved. Memu will use that computer when it comes online.");
        assertThat(home.settings()).contains("OLLAMA_HOST=" + home.pc.url());
    }

    @Test
    void whatCannotWorkIsNotSaved() {
        String exchanged =
                fill("review", home.photos.url(), home.pc.url(), "llama3.2").body();
        assertThat(exchanged).contains("This cannot work yet", "Swap", "aria-invalid");
        assertThat(fill("review", "http://0.0.0.0:11434", "", "").statusCode()).isEqualTo(422);
        assertThat(fill("review", "http://169.254.169.254", "", "").statusCode())
                .isEqualTo(422);
        assertThat(fill("review", "", "", "llama3.2").body()).contains("Write the address of the other computer");
        assertThat(fill("review", home.pc.url(), "", "llama 3").statusCode()).isEqualTo(422);
        assertThat(home.settings()).isEmpty();
    }

    @Test
    void aModelInTheInternetIsSavedOnlyWhereThatIsAllowed() throws Exception {
        home.pc.install(
                SimulatedModel.named("far:cloud").remote("https://ollama.com").build());

        assertThat(fill("review", home.pc.url(), "", "far:cloud").body()).contains("This model runs in the internet");
        Files.writeString(home.file, "AI_ALLOW_INTERNET=true\n");

        assertThat(save(fill("review", home.pc.url(), "", "far:cloud")).body()).contains("Saved.");
        assertThat(home.settings()).contains("OLLAMA_MODEL=far:cloud");
    }

    @Test
    void whatWasTestedIsNotTestedAgain() {
        String page = fill("test", home.pc.url(), "", "llama3.2").body();
        Matcher check = Pattern.compile("name=\"check\" value=\"([^\"]+)\"").matcher(page);
        assertThat(check.find()).isTrue();
        int before = home.pc.requests("/api/version").size();

        assertThat(reviewed(check.group(1), "qwen2.5:7b"))
                .contains("OLLAMA_MODEL")
                .doesNotContain("not on that");
        assertThat(home.pc.requests("/api/version")).hasSize(before);

        assertThat(reviewed(check.group(1), "mistral")).contains("“mistral” is not on that computer");
        assertThat(home.pc.requests("/api/version")).hasSizeGreaterThan(before);
    }

    private String reviewed(String check, String model) {
        return reader.post(
                        "review",
                        "check",
                        check,
                        "place",
                        "elsewhere",
                        "ollama",
                        home.pc.url(),
                        "photos",
                        "",
                        "choice",
                        model)
                .body();
    }

    @Test
    void lineBreaksNeverReachTheFile() {
        HttpResponse<String> broken = fill("review", home.pc.url() + "\nDB_PASSWORD=x", "", "llama3.2");
        assertThat(broken.statusCode()).isEqualTo(422);
        assertThat(fill("review", home.pc.url(), "", "llama3.2\nDB_PASSWORD=x").statusCode())
                .isEqualTo(422);

        HttpResponse<String> around = fill("review", "\r\n " + home.pc.url() + " \n", "", "llama3.2\n");
        save(around);

        assertThat(home.settings())
                .contains("OLLAMA_HOST=" + home.pc.url() + "\n")
                .doesNotContain("DB_PASSWORD");
    }

    @Test
    void whoSavesSecondSeesWhatTheFirstHasSaved() {
        HttpResponse<String> mine = fill("review", home.pc.url(), "", "llama3.2");
        HttpResponse<String> theirs = reader.post("review", "place", "here", "model", "mistral");

        assertThat(save(theirs).body()).contains("Saved.");
        HttpResponse<String> conflict = save(mine);

        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(conflict.body()).contains("changed meanwhile", "mistral");
        assertThat(home.settings()).contains("OLLAMA_HOST=local");
        assertThat(save(conflict).body()).contains("Saved.");
        assertThat(home.settings()).contains("OLLAMA_HOST=" + home.pc.url()).contains("OLLAMA_MODEL=llama3.2");
    }

    @Test
    void ofTwoWhoSaveAtTheSameMomentOneIsToldOfTheOther() throws Exception {
        String mine = id(fill("review", home.pc.url(), "", "llama3.2"));
        String theirs = id(reader.post("review", "place", "here", "model", "mistral"));
        String elsewhere = "OLLAMA_HOST=" + home.pc.url() + "\nOLLAMA_MODEL=llama3.2\nMACHINE_LEARNING_URL=local\n";
        String here = "OLLAMA_HOST=local\nOLLAMA_MODEL=mistral\nMACHINE_LEARNING_URL=local\n";

        for (int round = 0; round < 3; round++) {
            Files.writeString(home.file, "");
            List<HttpResponse<String>> answers = atOnce(mine, theirs);

            int first = answers.get(0).statusCode() == 200 ? 0 : 1;
            HttpResponse<String> told = answers.get(1 - first);
            assertThat(answers.get(first).body()).contains("Saved.");
            assertThat(told.statusCode()).isEqualTo(409);
            assertThat(told.body()).contains("changed meanwhile");
            assertThat(home.settings()).isEqualTo(first == 0 ? elsewhere : here);
            // What the second one meant is not lost.
            assertThat(save(told).body()).contains("Saved.");
            assertThat(home.settings()).isEqualTo(first == 0 ? here : elsewhere);
        }
    }

    /** What two windows get that have seen the same file and then press the button together. */
    private List<HttpResponse<String>> atOnce(String... ids) throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(ids.length);
        try {
            CyclicBarrier together = new CyclicBarrier(ids.length);
            List<Future<HttpResponse<String>>> pressed = new ArrayList<>();
            for (String id : ids) {
                Reader window = reader.window();
                HttpResponse<String> review = window.get("test/" + id + "/review");
                pressed.add(people.submit(() -> {
                    together.await(60, TimeUnit.SECONDS);
                    return save(window, review);
                }));
            }
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (Future<HttpResponse<String>> each : pressed) {
                answers.add(each.get(60, TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            people.shutdownNow();
        }
    }

    private static String id(HttpResponse<String> review) {
        return review.uri().getPath().split("/")[2];
    }

    @Test
    void aFileThatCannotBeWrittenIsToldWithTheLinesToWrite() throws Exception {
        HttpResponse<String> review = fill("review", home.pc.url(), "", "llama3.2");
        Files.createDirectory(home.file.resolveSibling(".env.lock"));

        HttpResponse<String> answer = save(review);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("The file could not be written", "OLLAMA_HOST=" + home.pc.url());
        assertThat(home.settings()).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadIsTold() throws Exception {
        Files.writeString(home.file, "OLLAMA_MODEL='llama\n");

        assertThat(fill("review", home.pc.url(), "", "llama3.2").body()).contains("The file could not be read");
        assertThat(home.settings()).isEqualTo("OLLAMA_MODEL='llama\n");
    }

    @Test
    void aPasswordInTheFileIsNotShown() throws Exception {
        Files.writeString(home.file, "OLLAMA_HOST=http://me:secret@192.168.1.50:11434\n");

        assertThat(reader.get("").body()).doesNotContain("secret");
        HttpResponse<String> review = reader.post("review", "place", "here", "model", "llama3.2");
        assertThat(review.body()).doesNotContain("secret");
    }

    @Test
    void itSpeaksGerman() {
        reader.language("de-AT,de;q=0.9,en;q=0.5");

        assertThat(reader.get("").body()).contains("<html lang=\"de\"", "Wo soll Memu KI-Aufgaben ausführen?");
        assertThat(fill("test", home.pc.url(), "", "llama3.2").body()).contains("Verbunden mit Ollama");
        assertThat(fill("review", home.pc.url(), "", "llama3.2").body()).contains("Was sich ändert");
    }

    private HttpResponse<String> fill(String path, String ollama, String photos, String model) {
        return reader.post(path, "place", "elsewhere", "ollama", ollama, "photos", photos, "model", model);
    }

    private HttpResponse<String> save(HttpResponse<String> review) {
        return save(reader, review);
    }

    private static HttpResponse<String> save(Reader reader, HttpResponse<String> review) {
        Matcher print = Pattern.compile("name=\"print\" value=\"([^\"]+)\"").matcher(review.body());
        Matcher action = Pattern.compile("action=\"/(test/[^\"]+/save)\"").matcher(review.body());
        assertThat(print.find() && action.find()).as(review.body()).isTrue();
        return reader.post(action.group(1), "print", print.group(1));
    }
}
