package digital.memu.inference.example.guides;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of the connection test as a table, with example values: a row for each code, variant and kind of server. */
final class DiagnosisTable {

    private static final ResourceBundle TEXTS =
            ResourceBundle.getBundle("digital.memu.inference.setup.Texts", Locale.ROOT);

    /** {@code CODE.VARIANT.sentence.kind}; the variant and the kind may be missing. */
    private static final Pattern KEY = Pattern.compile("([A-Z_]+)(?:\\.([A-Z_]+))?\\.(?:sentence|fix)(?:\\.[a-z-]+)?");

    /** What only Ollama can come to: Immich ML tells neither its version nor its models, nor its card. */
    private static final Set<String> OLLAMA_ONLY = Set.of(
            "OK.NAMED",
            "OK.IN_USE",
            "OK.FAST",
            "FORBIDDEN",
            "VERSION_OLD",
            "MODEL_MISSING.NEAR",
            "MODEL_CLOUD",
            "MODEL_TOO_BIG",
            "MODEL_TOO_BIG.LOAD");

    private DiagnosisTable() {}

    static Set<String> codes() {
        return keys().map(key -> key.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every {@code CODE} and {@code CODE.VARIANT} that has a sentence of its own. */
    static Set<String> variants(String code) {
        return keys().filter(key -> key.group(1).equals(code))
                .map(key -> key.group(2) == null ? code : code + "." + key.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static String markdown() {
        StringBuilder table =
                new StringBuilder("| code | what is said | usual cause | what to try first |\n|---|---|---|---|\n");
        UsualCauses.all().forEach((code, cause) -> {
            String left = "<a id=\"" + code.toLowerCase(Locale.ROOT) + "\"></a>`" + code + "`";
            String why = cause;
            for (String variant : variants(code)) {
                for (ExampleServer server : servers(code, variant)) {
                    table.append("| ").append(left);
                    table.append(" | ").append(words(code, variant, "sentence", server));
                    table.append(" | ").append(why);
                    table.append(" | ")
                            .append(words(code, variant, "fix", server))
                            .append(" |\n");
                    left = "";
                    why = "";
                }
            }
        });
        return table.toString();
    }

    /** Both kinds where they are told different things. */
    private static List<ExampleServer> servers(String code, String variant) {
        if (code.equals("ML_VERSION_DIFF")) {
            return List.of(ExampleServer.PHOTOS);
        }
        boolean same = Stream.of("sentence", "fix")
                .allMatch(part -> key(code, variant, part, ExampleServer.CHAT)
                        .equals(key(code, variant, part, ExampleServer.PHOTOS)));
        return same || OLLAMA_ONLY.contains(variant)
                ? List.of(ExampleServer.CHAT)
                : List.of(ExampleServer.CHAT, ExampleServer.PHOTOS);
    }

    private static String words(String code, String variant, String part, ExampleServer server) {
        String template = TEXTS.getString(key(code, variant, part, server));
        return new MessageFormat(template, Locale.ROOT)
                .format(server.fillings(code, variant))
                .strip()
                .replace("|", "\\|");
    }

    /** The order in which the connection test looks. */
    private static String key(String code, String variant, String part, ExampleServer server) {
        return Stream.of(variant, code)
                .flatMap(start -> Stream.of(start + "." + part + "." + server.key(), start + "." + part))
                .filter(TEXTS::containsKey)
                .findFirst()
                .orElseThrow();
    }

    private static Stream<MatchResult> keys() {
        return TEXTS.keySet().stream()
                .flatMap(key ->
                        KEY.matcher(key).results().filter(found -> found.group().equals(key)));
    }

    /** A server that the sentences are about. */
    record ExampleServer(String key, String name, String shown, int port, String model) {

        static final ExampleServer CHAT = new ExampleServer("ollama", "Ollama", "Ollama 0.32.15", 11434, "llama3.2");
        static final ExampleServer PHOTOS =
                new ExampleServer("immich-ml", "Immich ML", "Immich ML", 3003, "ViT-B-32__openai");

        private static final Map<String, String> HOSTS = Map.of(
                "ADDRESS_FORBIDDEN", "169.254.1.5",
                "ADDRESS_FORBIDDEN.PUBLIC", "203.0.113.5",
                "DNS_FAILED", "gaming-pc.local",
                "SELF", "192.168.1.2",
                "REFUSED.HERE", "127.0.0.1");

        private static final Map<String, String> SUBJECTS = Map.of(
                "MODEL_MISSING", "ollama pull llama3.2",
                "MODEL_MISSING.NEAR", "ollama pull llama3.2",
                "REDIRECT", "http://192.168.1.50:8080",
                "REDIRECT.ELSEWHERE", "login.example.com",
                "TLS_MISMATCH.HTTPS", "https://192.168.1.50:11434");

        private static final Map<String, String> FIGURES = Map.of("OK.FAST", "9", "MODEL_TOO_BIG", "40%");

        /** What stands for {0} and so on; the bundle's head says what each is. */
        Object[] fillings(String code, String variant) {
            String subject = SUBJECTS.getOrDefault(variant, "http://192.168.1.50:" + port);
            if (variant.equals("WRONG_SERVICE") || variant.equals("WRONG_SERVICE.SWAP")) {
                subject = (this == CHAT ? PHOTOS : CHAT).name;
            }
            return new Object[] {
                name,
                HOSTS.getOrDefault(variant, "192.168.1.50") + ":" + port,
                code.equals("MODEL_CLOUD") ? "llama3.2:cloud" : model,
                code.equals("VERSION_OLD") ? "Ollama 0.16.3" : shown,
                subject,
                code.equals("MODEL_MISSING") ? "llama3.2:1b, llama3.1:8b" : "RTX 4080",
                FIGURES.getOrDefault(variant, "100%")
            };
        }
    }
}
