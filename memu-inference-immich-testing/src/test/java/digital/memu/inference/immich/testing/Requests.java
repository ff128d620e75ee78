package digital.memu.inference.immich.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Requests written by hand, and pictures out of recorded ones. */
final class Requests {

    static final String CLIP = "{\"clip\":{\"visual\":{\"modelName\":\"ViT-B-32__openai\"}}}";
    static final String CLIP_TEXT = "{\"clip\":{\"textual\":{\"modelName\":\"ViT-B-32__openai\"}}}";
    static final String NOTHING = "{}";

    private static final String BOUNDARY = "b-o-u-n-d-a-r-y";

    private Requests() {}

    static byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    static String faces(double minScore) {
        return "{\"facial-recognition\":{\"detection\":{\"modelName\":\"buffalo_l\",\"options\":{\"minScore\":"
                + minScore + "}},\"recognition\":{\"modelName\":\"buffalo_l\"}}}";
    }

    static String ocr(double minScore, int maxResolution, double minTextScore) {
        return "{\"ocr\":{\"detection\":{\"modelName\":\"PP-OCRv5_mobile\",\"options\":{\"minScore\":" + minScore
                + ",\"maxResolution\":" + maxResolution
                + "}},\"recognition\":{\"modelName\":\"PP-OCRv5_mobile\",\"options\":{\"minScore\":" + minTextScore
                + "}}}}";
    }

    static byte[] text(String entries, String text) {
        return post(field("entries", entries) + field("text", text), new byte[0], "");
    }

    static byte[] image(String entries, byte[] picture) {
        return post(
                field("entries", entries) + "--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"image\"; filename=\"blob\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n",
                picture,
                "\r\n");
    }

    static String field(String name, String value) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    static byte[] post(String before, byte[] middle, String after) {
        byte[] first = before.getBytes(StandardCharsets.UTF_8);
        byte[] last = (after + "--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8);
        String head = "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Length: "
                + (first.length + middle.length + last.length)
                + "\r\nContent-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\n\r\n";
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(first);
        all.writeBytes(middle);
        all.writeBytes(last);
        return all.toByteArray();
    }

    /** The picture of a recorded request. */
    static byte[] picture(String recording) {
        byte[] request = recorded("lenient/" + recording + ".request.http");
        String text = new String(request, StandardCharsets.ISO_8859_1);
        int from = text.indexOf("\r\n\r\n", text.indexOf("name=\"image\"")) + 4;
        return Arrays.copyOfRange(request, from, text.lastIndexOf("\r\n--memu-fixture-boundary"));
    }

    static byte[] recorded(String file) {
        try (InputStream in = Requests.class.getResourceAsStream("/fixtures/immich/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException("no such recording: " + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
