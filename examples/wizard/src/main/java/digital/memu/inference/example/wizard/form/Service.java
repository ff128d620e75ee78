package digital.memu.inference.example.wizard.form;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The two services that a household has. */
public enum Service {
    /** Answers in the chat. */
    OLLAMA("Ollama", 11434),
    /** Looks at photos. */
    PHOTOS("Immich ML", 3003);

    private final String kind;
    private final int port;

    Service(String kind, int port) {
        this.kind = kind;
        this.port = port;
    }

    /** Its name in the library. */
    public String kind() {
        return kind;
    }

    /** Where it usually listens. */
    public int port() {
        return port;
    }

    /** Its name in forms. */
    public String field() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The service by its name in forms. */
    public static Optional<Service> ofField(String field) {
        return Stream.of(values()).filter(each -> each.field().equals(field)).findFirst();
    }

    /** The service by its name in the library. */
    public static Optional<Service> ofKind(String kind) {
        return Stream.of(values()).filter(each -> each.kind().equals(kind)).findFirst();
    }
}
