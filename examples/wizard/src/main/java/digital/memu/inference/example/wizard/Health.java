package digital.memu.inference.example.wizard;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.time.Duration;

/** Asks this device's page whether it is served, as the health check of a container does. Exit codes: 0 it is, 1 it is not. */
public final class Health {

    /** Answered without a key; it tells nothing but that. */
    static final String PATH = "/health";

    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final int PORT = 8765;

    private Health() {}

    /** Asks at the port that is given, or at the usual one. */
    public static void main(String[] arguments) {
        System.exit(isWell(arguments.length == 0 ? PORT : Integer.parseInt(arguments[0])) ? 0 : 1);
    }

    static boolean isWell(int port) {
        try {
            HttpURLConnection page = (HttpURLConnection) new URL("http://127.0.0.1:" + port + PATH).openConnection();
            page.setConnectTimeout((int) LIMIT.toMillis());
            page.setReadTimeout((int) LIMIT.toMillis());
            return page.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }
}
