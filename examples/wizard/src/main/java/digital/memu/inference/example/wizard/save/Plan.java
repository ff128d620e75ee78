package digital.memu.inference.example.wizard.save;

import digital.memu.inference.config.EnvChange;
import digital.memu.inference.config.EnvFile;
import digital.memu.inference.config.EnvValues;
import digital.memu.inference.example.wizard.form.Answers;
import digital.memu.inference.example.wizard.form.Service;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What saving changes.
 *
 * @param values what is to be set
 * @param changes what is different from what the file says
 * @param print of what the file says of these variables, to see whether it was changed meanwhile
 */
public record Plan(Map<String, String> values, List<EnvChange> changes, String print) {

    /** Where the chat is answered. */
    public static final String OLLAMA = "OLLAMA_HOST";

    /** The model that answers. */
    public static final String MODEL = "OLLAMA_MODEL";

    /** Where photos are looked at. */
    public static final String PHOTOS = "MACHINE_LEARNING_URL";

    static final String HERE = "local";

    static Plan of(EnvFile file, Map<String, String> environment, Answers answers) {
        EnvValues now = file.read(environment);
        Map<String, String> values = new LinkedHashMap<>();
        values.put(OLLAMA, address(now, environment, answers, Service.OLLAMA));
        if (!answers.model().isBlank()) {
            values.put(MODEL, answers.model());
        }
        values.put(PHOTOS, address(now, environment, answers, Service.PHOTOS));
        List<EnvChange> changes = file.edit().set(values).preview();
        return new Plan(values, changes, print(file.read(Map.of())));
    }

    Plan written(EnvFile file) {
        return new Plan(values, file.edit().set(values).write(), print);
    }

    private static String address(EnvValues now, Map<String, String> environment, Answers answers, Service service) {
        List<String> others = OtherComputers.written(now, environment, service);
        String typed = answers.address(service);
        if (answers.elsewhere() && !typed.isBlank()) {
            return OtherComputers.withTheRest(typed, others, service);
        }
        // An address of this device's own says the same, also to programs that do not know the word.
        return now.get(service == Service.OLLAMA ? OLLAMA : PHOTOS)
                .filter(text -> !text.isBlank() && others.isEmpty())
                .orElse(HERE);
    }

    private static String print(EnvValues now) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String key : List.of(OLLAMA, MODEL, PHOTOS)) {
                digest.update(
                        (now.get(key).map(value -> "=" + value).orElse("") + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The variables, never their values. */
    @Override
    public String toString() {
        return "Plan" + changes;
    }
}
