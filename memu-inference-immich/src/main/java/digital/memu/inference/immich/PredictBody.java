package digital.memu.inference.immich;

import static java.nio.charset.StandardCharsets.UTF_8;

import digital.memu.inference.internal.http.RequestBody;
import digital.memu.inference.photo.Photo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The form that {@code /predict} takes: {@code entries} and {@code text} as plain fields, {@code image} as a file.
 *
 * <p>Without a file name the service takes an image for text, and fails on it; with one it takes a field for a file, and
 * does not find it. The name is always the same: whatever a photo is called, nobody has to quote it.
 */
final class PredictBody {

    private static final String LINE = "\r\n";

    private PredictBody() {}

    /** A photo, read from where it lies while it is sent. */
    static RequestBody photo(byte[] entries, CheckedPhoto checked) {
        String boundary = boundary();
        byte[] head = bytes(List.of(
                field(boundary, "entries"),
                entries,
                utf8(LINE + "--" + boundary + LINE
                        + "Content-Disposition: form-data; name=\"image\"; filename=\"photo\"" + LINE
                        + "Content-Type: application/octet-stream" + LINE + LINE)));
        byte[] tail = end(boundary);
        Photo photo = checked.photo();
        return RequestBody.stream(
                type(boundary),
                head.length + checked.length() + tail.length,
                () -> new SequenceInputStream(Collections.enumeration(
                        List.of(new ByteArrayInputStream(head), checked.open(), new ByteArrayInputStream(tail)))),
                failure -> PhotoCheck.unreadable(photo, failure));
    }

    /** A text; none at all asks only whether the service knows what it is asked for. */
    static RequestBody text(byte[] entries, @Nullable String text) {
        String boundary = boundary();
        byte[] payload =
                text == null ? new byte[0] : bytes(List.of(utf8(LINE), field(boundary, "text"), text.getBytes(UTF_8)));
        byte[] form = bytes(List.of(field(boundary, "entries"), entries, payload, end(boundary)));
        return RequestBody.bytes(type(boundary), form);
    }

    private static String boundary() {
        return "memu-" + UUID.randomUUID();
    }

    private static String type(String boundary) {
        return "multipart/form-data; boundary=" + boundary;
    }

    private static byte[] field(String boundary, String name) {
        return utf8("--" + boundary + LINE + "Content-Disposition: form-data; name=\"" + name + "\"" + LINE + LINE);
    }

    private static byte[] end(String boundary) {
        return utf8(LINE + "--" + boundary + "--" + LINE);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] bytes(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
