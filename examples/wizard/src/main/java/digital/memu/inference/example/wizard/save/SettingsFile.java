package digital.memu.inference.example.wizard.save;

import digital.memu.inference.config.EnvFile;
import digital.memu.inference.config.EnvValues;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.example.wizard.form.Answers;
import digital.memu.inference.example.wizard.form.Service;
import digital.memu.inference.failure.InferenceException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The household's {@code .env}, as this page sees it. Thread-safe. */
public final class SettingsFile {

    private final EnvFile file;
    private final Map<String, String> environment;
    private final ReentrantLock saving = new ReentrantLock();

    /** The file at this path, which need not be there. */
    public SettingsFile(Path path, Map<String, String> environment) {
        this.file = EnvFile.at(path);
        this.environment = Map.copyOf(environment);
    }

    /** Its path. */
    public Path path() {
        return file.path().toAbsolutePath().normalize();
    }

    /** What it says now, as answers; where it cannot be read, as if it said nothing. */
    public Answers current() {
        EnvValues values;
        try {
            values = file.read(environment);
        } catch (InferenceException e) {
            return new Answers(false, "", "", "");
        }
        String ollama = address(values, Service.OLLAMA);
        String photos = address(values, Service.PHOTOS);
        return new Answers(
                !ollama.isEmpty() || !photos.isEmpty(),
                ollama,
                photos,
                values.get(Plan.MODEL).orElse(""));
    }

    /** The first of several. Empty for this device; and for one that holds a password, which no page shows. */
    private String address(EnvValues values, Service service) {
        return OtherComputers.written(values, environment, service).stream()
                .filter(text -> !text.contains("@"))
                .findFirst()
                .orElse("");
    }

    /** Why it cannot be read, if so. */
    public Optional<String> problem() {
        try {
            file.read(environment);
            return Optional.empty();
        } catch (InferenceException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    /** What holds besides what this page asks for. */
    public InferenceSettings settings() {
        return settingsOnThisDevice("");
    }

    /** The settings as if this device were chosen, with this model unless it is empty. */
    public InferenceSettings settingsOnThisDevice(String model) {
        try {
            return onThisDevice(model).envFile(file.path()).build();
        } catch (InferenceException e) {
            // A line somewhere in the file is wrong, which is not for this page to put right.
            return onThisDevice(model).build();
        }
    }

    private InferenceSettings.Builder onThisDevice(String model) {
        InferenceSettings.Builder builder = InferenceSettings.builder()
                .environment(environment)
                .set(Plan.OLLAMA, Plan.HERE)
                .set(Plan.PHOTOS, Plan.HERE);
        return model.isBlank() ? builder : builder.set(Plan.MODEL, model);
    }

    /**
     * What saving would change at this moment.
     *
     * @throws InferenceException if the file cannot be read or edited, or something typed cannot be written
     */
    public Plan plan(Answers answers) {
        return Plan.of(file, environment, answers);
    }

    /**
     * Saves, if the file still says what it said when the plan was shown.
     *
     * @param seen the print of that plan
     * @return what was changed; empty if somebody else changed it meanwhile
     * @throws InferenceException if the file cannot be read, edited or written
     */
    public Optional<Plan> save(Answers answers, String seen) {
        saving.lock();
        try {
            Plan now = plan(answers);
            if (!now.print().equals(seen)) {
                return Optional.empty();
            }
            return Optional.of(now.written(file));
        } finally {
            saving.unlock();
        }
    }
}
