package digital.memu.inference.internal.http;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A client of the JDK with nothing of its defaults that hurts: HTTP/1.1 without an offer to upgrade (a body is lost over
 * it), no redirects, no proxy, and no thread but its own selector, on which everything of ours runs.
 */
final class OwnClient {

    private final HttpClient client;
    private final ClientEnd end;

    private OwnClient(HttpClient client, ClientEnd end) {
        this.client = client;
        this.end = end;
    }

    /**
     * A new client, with its thread.
     *
     * @param tls whether it will be used for https; reading the certificates of the system takes as long as all the rest
     */
    static OwnClient open(boolean tls) {
        ClientEnd end = new ClientEnd();
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .executor(end);
        SSLContext none = tls ? null : noTrust();
        if (none != null) {
            builder.sslContext(none);
        }
        return new OwnClient(builder.build(), end);
    }

    HttpClient client() {
        return client;
    }

    /** Ends the client's thread and whatever still runs on it; returns at once. */
    void shutdown() {
        end.shutdown(client);
    }

    /** Waits, for a bounded time, until the client's thread has ended. */
    void awaitEnd() {
        end.await(client);
    }

    private static @Nullable SSLContext noTrust() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            return null; // then the client takes its default, which only costs time
        }
    }
}
