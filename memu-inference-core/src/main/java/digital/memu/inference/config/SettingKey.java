package digital.memu.inference.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The table of all settings: the code reads no other keys, and the guide is written from it. */
enum SettingKey {
    OLLAMA_HOST(
            Kind.OLLAMA_ADDRESSES,
            "local",
            "Ollama on other computers: addresses separated by commas, the preferred one first; local means this device only."),
    OLLAMA_LOCAL_HOST(
            Kind.OLLAMA_ADDRESSES,
            "http://ollama:11434, http://127.0.0.1:11434",
            "Where this device's own Ollama is: the first address whose name is known."),
    OLLAMA_MODEL(Kind.TEXT, "llama3.2", "The model to ask other computers for."),
    OLLAMA_LOCAL_MODEL(Kind.TEXT, "the value of OLLAMA_MODEL", "The model to ask this device for."),
    MACHINE_LEARNING_URL(
            Kind.PHOTO_ADDRESSES,
            "local",
            "Immich machine learning on other computers: addresses separated by commas, the preferred one first.",
            "IMMICH_MACHINE_LEARNING_URL"),
    MACHINE_LEARNING_LOCAL_URL(
            Kind.PHOTO_ADDRESSES,
            "http://immich-machine-learning:3003, http://immich_ml:3003, http://127.0.0.1:3003",
            "Where this device's own Immich machine learning is: the first address whose name is known."),
    AI_ENABLED(Kind.WORD_TRUE, "true", "Whether AI is used at all; only the word true switches it on."),
    AI_TIMEOUT(
            Kind.SECONDS,
            "120",
            "How long the last server that is left may take until its answer begins, in whole seconds."),
    AI_FALLBACK(Kind.FLAG, "true", "Whether this device stands in when the other computers cannot answer."),
    AI_CONNECT_TIMEOUT(
            Kind.DURATION, "500ms nearby, 1500ms in a tailnet and beyond", "How long connecting to a server may take."),
    AI_FIRST_TOKEN_TIMEOUT(
            Kind.DURATION,
            "5m",
            "How long a server may take until its answer begins, while another one is left to ask."),
    AI_STALL_TIMEOUT(Kind.DURATION, "30s", "How long an answer may pause before it counts as broken off."),
    AI_ALLOW_INTERNET(
            Kind.FLAG, "false", "Whether requests may leave the house: to public addresses and to models of a cloud.");

    /** How a value is written. */
    enum Kind {
        OLLAMA_ADDRESSES("addresses, or local"),
        PHOTO_ADDRESSES("addresses, or local"),
        TEXT("text"),
        FLAG("true or false"),
        WORD_TRUE("true, or anything else for no"),
        SECONDS("whole seconds"),
        DURATION("500ms, 2s or 5m; a bare number means seconds");

        private final String form;

        Kind(String form) {
            this.form = form;
        }

        String form() {
            return form;
        }
    }

    private final Kind kind;
    private final String standard;
    private final String meaning;
    private final String alias;

    SettingKey(Kind kind, String standard, String meaning) {
        this(kind, standard, meaning, "");
    }

    SettingKey(Kind kind, String standard, String meaning, String alias) {
        this.kind = kind;
        this.standard = standard;
        this.meaning = meaning;
        this.alias = alias;
    }

    Kind kind() {
        return kind;
    }

    /** What holds where nothing is set, in words. */
    String standard() {
        return standard;
    }

    String meaning() {
        return meaning;
    }

    /** Its name, and the other name under which it is found; the first that is set counts. */
    List<String> names() {
        return alias.isEmpty() ? List.of(name()) : List.of(name(), alias);
    }

    static Optional<SettingKey> named(String name) {
        return Arrays.stream(values()).filter(key -> key.names().contains(name)).findFirst();
    }
}
