package digital.memu.inference.example.bot.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the owner has set for the bot itself; the AI servers are {@code InferenceSettings}' business. Immutable.
 *
 * <p>Made by {@link SettingsReader}.
 */
public final class BotSettings {

    private final @Nullable URI homeserver;
    private final String token;
    private final AllowedUsers allowedUsers;
    private final Path data;
    private final ZoneId zone;
    private final @Nullable Integer metricsPort;

    BotSettings(
            @Nullable URI homeserver,
            String token,
            AllowedUsers allowedUsers,
            Path data,
            ZoneId zone,
            @Nullable Integer metricsPort) {
        this.homeserver = homeserver;
        this.token = token;
        this.allowedUsers = allowedUsers;
        this.data = data;
        this.zone = zone;
        this.metricsPort = metricsPort;
    }

    /** {@code MATRIX_HOMESERVER}; empty means a chat on the terminal. */
    public Optional<URI> homeserver() {
        return Optional.ofNullable(homeserver);
    }

    /** {@code MATRIX_TOKEN}, or what the file {@code MATRIX_TOKEN_FILE} holds; empty only without a homeserver. */
    public String token() {
        return token;
    }

    /** {@code MATRIX_ALLOWED_USERS}: who may invite the bot. */
    public AllowedUsers allowedUsers() {
        return allowedUsers;
    }

    /** {@code BOT_DATA}: the folder of its state. */
    public Path data() {
        return data;
    }

    /** {@code BOT_TIME_ZONE}; default that of the system. */
    public ZoneId zone() {
        return zone;
    }

    /** {@code METRICS_PORT}; empty means no page of metrics. */
    public OptionalInt metricsPort() {
        return metricsPort == null ? OptionalInt.empty() : OptionalInt.of(metricsPort);
    }

    /** Where, never the token. */
    @Override
    public String toString() {
        return "BotSettings[" + (homeserver == null ? "terminal" : homeserver.getHost()) + ", " + data + ", " + zone
                + "]";
    }

    /** Who may invite the bot: {@code @mum:home.example}, or {@code @*:home.example} for all of a homeserver. */
    public record AllowedUsers(List<String> entries) {

        /** Whether this person is one of them. */
        public boolean contains(String user) {
            return entries.stream().anyMatch(entry -> matches(entry, user));
        }

        private static boolean matches(String entry, String user) {
            return entry.startsWith("@*:")
                    ? user.startsWith("@")
                            && user.substring(user.indexOf(':') + 1).equals(entry.substring(3))
                    : user.equals(entry);
        }
    }
}
