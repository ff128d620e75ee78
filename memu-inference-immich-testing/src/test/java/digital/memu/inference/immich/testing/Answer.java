package digital.memu.inference.immich.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An HTTP answer. */
record Answer(String start, List<Map.Entry<String, String>> headers, byte[] body) {

    static Answer head(String head) {
        String[] lines = head.split("\r\n");
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            String[] sides = lines[i].split(": ", 2);
            headers.add(Map.entry(sides[0], sides[1]));
        }
        return new Answer(lines[0], headers, new byte[0]);
    }

    /** All answers in a recording. */
    static List<Answer> all(byte[] bytes, boolean bodies) {
        List<Answer> answers = new ArrayList<>();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf("\r\n\r\n", at) + 4;
            Answer head = head(text.substring(at, end));
            at = end + (bodies ? head.contentLength() : 0);
            answers.add(head.with(text.substring(end, at).getBytes(StandardCharsets.ISO_8859_1)));
        }
        return answers;
    }

    Answer with(byte[] content) {
        return new Answer(start, headers, content);
    }

    int status() {
        return Integer.parseInt(start.split(" ")[1]);
    }

    int contentLength() {
        return headers.stream()
                .filter(header -> header.getKey().equals("content-length"))
                .mapToInt(header -> Integer.parseInt(header.getValue()))
                .findFirst()
                .orElse(0);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
