package digital.memu.inference.example.wizard.page;

/**
 * How the program that reads the file gets to know what was saved.
 *
 * @param words the text that says so
 * @param command to be typed; empty for none
 */
public record Restart(String words, String command) {

    private static final String COMPOSE = "restart.bot";

    /** It is a service of Docker Compose. */
    public static Restart compose(String service) {
        return new Restart(COMPOSE, "docker compose up -d " + service);
    }

    /** This command starts it anew. */
    public static Restart command(String command) {
        return new Restart("restart.command", command);
    }

    /** It looks at the file itself. */
    public static Restart itself() {
        return new Restart("restart.itself", "");
    }

    boolean isCompose() {
        return words.equals(COMPOSE);
    }
}
