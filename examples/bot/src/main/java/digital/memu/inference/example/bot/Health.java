package digital.memu.inference.example.bot;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks the bot of this machine whether it hears its homeserver, as the health check of a container does. Exit codes: 0 it
 * does, 1 it does not.
 */
public final class Health {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    private Health() {}

    /** Asks at the port that {@code METRICS_PORT} names. */
    public static void main(String[] arguments) {
        System.exit(isWell(System.getenv("METRICS_PORT")) ? 0 : 1);
    }

    static boolean isWell(@Nullable String port) {
        try {
            HttpURLConnection page =
                    (HttpURLConnection) new URL("http://127.0.0.1:" + port + "/health").openConnection();
            page.setConnectTimeout((int) LIMIT.toMillis());
            page.setReadTimeout((int) LIMIT.toMillis());
            return page.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }
}
