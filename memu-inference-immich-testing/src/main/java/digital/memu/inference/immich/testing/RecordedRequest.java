package digital.memu.inference.immich.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as the {@link ImmichMlSimulator} received it.
 *
 * <p>Immutable and thread-safe.
 */
public final class RecordedRequest {

    private final RequestHead head;
    private final byte[] body;
    private final Form form;

    RecordedRequest(RequestHead head, byte[] body) {
        this.head = head;
        this.body = body;
        this.form = Form.of(head.header("Content-Type").orElse(""), body);
    }

    /** The method, such as {@code POST}. */
    public String method() {
        return head.method();
    }

    /** The path without the query, such as {@code /predict}. */
    public String path() {
        return head.path();
    }

    /** All headers in the order and the case in which they came. */
    public List<Map.Entry<String, String>> headers() {
        return head.headers();
    }

    /**
     * The first header of this name.
     *
     * @param name in any case
     */
    public Optional<String> header(String name) {
        return head.header(name);
    }

    /** A copy of the body without its transfer coding; empty if there was none. */
    public byte[] body() {
        return body.clone();
    }

    /** The fields and files of the form as the service understands them: a last part that is cut off is missing. */
    public List<RecordedPart> parts() {
        return form.parts();
    }

    /** The part of this name; of several the last, as the service does. */
    public Optional<RecordedPart> part(String name) {
        return form.last(name);
    }

    /** What is asked for: the JSON text of the field {@code entries}. */
    public Optional<String> entries() {
        return part("entries").map(RecordedPart::text);
    }

    RequestHead head() {
        return head;
    }

    Form form() {
        return form;
    }

    @Override
    public String toString() {
        return method() + " " + path() + " (" + body.length + " bytes)";
    }
}
