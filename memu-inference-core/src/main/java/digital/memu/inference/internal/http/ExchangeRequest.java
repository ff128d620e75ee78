package digital.memu.inference.internal.http;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is sent in one exchange, and how the end of its answer is known. */
public final class ExchangeRequest {

    private final String method;
    private final String path;
    private final @Nullable RequestBody body;
    private final BodyEnd end;

    private ExchangeRequest(String method, String path, @Nullable RequestBody body, BodyEnd end) {
        this.method = Objects.requireNonNull(method);
        this.path = Objects.requireNonNull(path);
        this.body = body;
        this.end = end;
    }

    /** A request without a body. */
    public static ExchangeRequest of(String method, String path, BodyEnd end) {
        return new ExchangeRequest(method, path, null, end);
    }

    /** A POST of JSON. */
    public static ExchangeRequest post(String path, byte[] json, BodyEnd end) {
        return new ExchangeRequest("POST", path, RequestBody.json(json), end);
    }

    /** A request with a body of JSON, by any method. */
    public static ExchangeRequest of(String method, String path, byte[] json, BodyEnd end) {
        return new ExchangeRequest(method, path, RequestBody.json(json), end);
    }

    /** A POST of any body. */
    public static ExchangeRequest post(String path, RequestBody body, BodyEnd end) {
        return new ExchangeRequest("POST", path, Objects.requireNonNull(body), end);
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    @Nullable
    RequestBody body() {
        return body;
    }

    BodyEnd end() {
        return end;
    }
}
