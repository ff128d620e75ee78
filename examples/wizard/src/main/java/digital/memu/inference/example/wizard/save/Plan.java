package digital.memu.inference.example.wizard.save;

import digital.memu.inference.config.EnvChange;
import digital.memu.inference.config.EnvFile;
import digital.memu.inference.config.EnvValues;
import digital.memu.inference.example.wizard.form.Answers;
import digital.memu.inference.example.wizard.form.Service;
import digital.memu.inference.route.HostAddress;
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

    static Plan of(EnvFile file, Answers answers) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(OLLAMA, address(answers, Service.OLLAMA));
        if (!answers.model().isBlank()) {
            values.put(MODEL, answers.model());
        }
        values.put(PHOTOS, address(answers, Service.PHOTOS));
        List<EnvChange> changes = file.edit().set(values).preview();
        return new Plan(values, changes, print(file.read(Map.of())));
    }

    Plan written(EnvFile file) {
        return new Plan(values, file.edit().set(values).write(), print);
    }

    private static String address(Answers answers, Service service) {
        String typed = answers.address(service);
        return answers.elsewhere() && !typed.isBlank()
                ? HostAddress.parse(typed, service.port()).toString()
                : HERE;
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
