package digital.memu.inference.example.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same work by hand: one JDK client for HTTP/1.1, which keeps its connections, and Jackson's trees. */
final class PlainPhotos {

    static final String ENTRIES = "{\"clip\":{\"visual\":{\"modelName\":\"" + PhotoWork.EMBEDDING
            + "\"}},\"facial-recognition\":{\"detection\":{\"modelName\":\"" + PhotoWork.FACES
            + "\",\"options\":{\"minScore\":0.7}},\"recognition\":{\"modelName\":\"" + PhotoWork.FACES
            + "\"}},\"ocr\":{\"detection\":{\"modelName\":\"" + PhotoWork.TEXT
            + "\",\"options\":{\"minScore\":0.5,\"maxResolution\":736}},\"recognition\":{\"modelName\":\""
            + PhotoWork.TEXT + "\",\"options\":{\"minScore\":0.8}}}}";

    private static final String BOUNDARY = "benchmark-boundary";
    private static final byte[] HEAD =
            utf8("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"entries\"\r\n\r\n"
                    + ENTRIES + "\r\n--" + BOUNDARY
                    + "\r\nContent-Disposition: form-data; name=\"image\"; filename=\"photo\"\r\n"
                    + "Content-Type: application/octet-stream\r\n\r\n");
    private static final byte[] TAIL = utf8("\r\n--" + BOUNDARY + "--\r\n");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper mapper = new ObjectMapper();

    /** What a caller would make of an answer, and only reads. */
    @SuppressWarnings("ArrayRecordComponent")
    record Found(int width, int height, float[] embedding, List<Face> faces, List<Line> lines) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Face(double[] box, double score, float[] embedding) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Line(String text, double[] corners, double boxScore, double textScore) {}

    Found analyze(String url, Path photo) throws IOException, InterruptedException {
        JsonNode answer = mapper.readTree(answer(url, photo));
        List<Face> faces = new ArrayList<>();
        for (JsonNode face : answer.path("facial-recognition")) {
            JsonNode box = face.path("boundingBox");
            faces.add(new Face(
                    new double[] {
                        box.path("x1").asDouble(),
                        box.path("y1").asDouble(),
                        box.path("x2").asDouble(),
                        box.path("y2").asDouble()
                    },
                    face.path("score").asDouble(),
                    vector(face.path("embedding"))));
        }
        List<Line> lines = new ArrayList<>();
        JsonNode ocr = answer.path("ocr");
        for (int i = 0; i < ocr.path("text").size(); i++) {
            double[] corners = new double[8];
            for (int at = 0; at < corners.length; at++) {
                corners[at] = ocr.path("box").path(i * corners.length + at).asDouble();
            }
            lines.add(new Line(
                    ocr.path("text").path(i).asText(),
                    corners,
                    ocr.path("boxScore").path(i).asDouble(),
                    ocr.path("textScore").path(i).asDouble()));
        }
        return new Found(
                answer.path("imageWidth").asInt(),
                answer.path("imageHeight").asInt(),
                vector(answer.path("clip")),
                faces,
                lines);
    }

    /** The answer as it comes. */
    byte[] answer(String url, Path photo) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/predict"))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofByteArray(HEAD),
                        BodyPublishers.ofFile(photo),
                        BodyPublishers.ofByteArray(TAIL)))
                .build();
        return client.send(request, BodyHandlers.ofByteArray()).body();
    }

    private float[] vector(JsonNode text) throws IOException {
        return mapper.readValue(text.asText(), float[].class);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
