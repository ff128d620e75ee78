package digital.memu.inference.example.bot.settings;

import digital.memu.inference.config.EnvFile;
import digital.memu.inference.config.EnvValues;
import digital.memu.inference.failure.InvalidConfigurationException;
import digital.memu.inference.failure.SettingsFileException;
import digital.memu.inference.route.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the bot's settings from the environment, and where it lacks one, from a {@code .env} file. */
public final class SettingsReader {

    private static final int LONGEST_TOKEN = 4096;

    private final Map<String, String> environment;
    private final EnvValues file;

    private SettingsReader(Map<String, String> environment, EnvValues file) {
        this.environment = environment;
        this.file = file;
    }

    /**
     * The settings.
     *
     * @throws InvalidConfigurationException if one cannot be used; the message names it and says what to write
     * @throws SettingsFileException if the file is there and cannot be read
     */
    public static BotSettings read(Map<String, String> environment, Path envFile) {
        return new SettingsReader(environment, EnvFile.at(envFile).read(environment)).settings();
    }

    private BotSettings settings() {
        Optional<URI> homeserver = text("MATRIX_HOMESERVER").map(SettingsReader::homeserver);
        return new BotSettings(
                homeserver.orElse(null),
                homeserver.isPresent() ? token() : "",
                allowedUsers(),
                text("BOT_DATA").map(SettingsReader::path).orElseGet(this::standardData),
                text("BOT_TIME_ZONE").map(SettingsReader::zone).orElseGet(ZoneId::systemDefault),
                text("METRICS_PORT").map(SettingsReader::port).orElse(null));
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(environment.get(key))
                .filter(value -> !value.isBlank())
                .or(() -> file.get(key))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private static URI homeserver(String text) {
        try {
            URI uri = URI.create(text.replaceFirst("/+$", ""));
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Told below, in words for people.
        }
        throw wrong("MATRIX_HOMESERVER", text, "is no address of a homeserver. Write https://matrix.example.org");
    }

    private String token() {
        Optional<String> token = text("MATRIX_TOKEN");
        Optional<String> tokenFile = text("MATRIX_TOKEN_FILE");
        if (token.isPresent() == tokenFile.isPresent()) {
            throw new InvalidConfigurationException(
                    "MATRIX_HOMESERVER is set, so the bot needs its access token: set either MATRIX_TOKEN_FILE to the file"
                            + " that holds it, or MATRIX_TOKEN to the token itself.",
                    null);
        }
        String found = token.or(() -> tokenFile.map(SettingsReader::tokenIn)).orElseThrow();
        if (found.isEmpty() || !found.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new InvalidConfigurationException(
                    (token.isPresent() ? "MATRIX_TOKEN" : "MATRIX_TOKEN_FILE")
                            + " holds no access token: one is a single line of letters, digits and signs without blanks.",
                    null);
        }
        return found;
    }

    private static String tokenIn(String file) {
        try (InputStream in = Files.newInputStream(path(file))) {
            return new String(in.readNBytes(LONGEST_TOKEN), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw wrong("MATRIX_TOKEN_FILE", file, "cannot be read. Write the path of the file with the token");
        }
    }

    private BotSettings.AllowedUsers allowedUsers() {
        List<String> users = Arrays.stream(
                        text("MATRIX_ALLOWED_USERS").orElse("").split(","))
                .map(String::strip)
                .filter(user -> !user.isEmpty())
                .toList();
        for (String user : users) {
            if (!user.matches("@[^:\\s]+:\\S+")) {
                throw new InvalidConfigurationException(
                        "MATRIX_ALLOWED_USERS: '" + shown(user)
                                + "' is no user. Write @mum:example.org, several with commas between, or @*:example.org.",
                        null);
            }
        }
        return new BotSettings.AllowedUsers(users);
    }

    private Path standardData() {
        Path base = Optional.ofNullable(environment.get("XDG_STATE_HOME"))
                .filter(folder -> !folder.isBlank())
                .map(SettingsReader::path)
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"));
        return base.resolve("memu-inference-bot");
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InvalidConfigurationException("'" + shown(text) + "' is no path.", e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw wrong("BOT_TIME_ZONE", text, "is no time zone. Write Europe/Berlin");
        }
    }

    private static Integer port(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65_535) {
            return Integer.valueOf(text);
        }
        throw wrong("METRICS_PORT", text, "is no port. Write a number such as 9464");
    }

    private static InvalidConfigurationException wrong(String key, String value, String what) {
        return new InvalidConfigurationException(key + ": '" + shown(value) + "' " + what + ".", null);
    }

    private static String shown(String value) {
        return SafeText.of(value).replace("***@", "@");
    }
}
