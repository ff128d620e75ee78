package digital.memu.inference.immich.internal.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.immich.internal.wire.PredictAnswer.FoundFace;
import digital.memu.inference.immich.internal.wire.PredictAnswer.FoundText;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an answer of {@code /predict}, each number parsed straight into its place; nothing in it is unbounded. */
public final class AnswerReader {

    private static final int MOST_FACES = 10_000;
    private static final int MOST_LINES = 10_000;
    private static final int LONGEST_LINE = 10_000;
    private static final int NUMBERS_OF_A_LINE = 8;

    private final String url;
    private int width;
    private int height;
    private float @Nullable [] clip;
    private @Nullable List<FoundFace> faces;
    private @Nullable FoundText ocr;

    private AnswerReader(String url) {
        this.url = url;
    }

    /**
     * Reads an answer to its end.
     *
     * @throws digital.memu.inference.failure.InferenceException if the body broke off, is no answer of the service, or holds
     *     a number that is none
     */
    public static PredictAnswer read(String url, InputStream body) {
        AnswerReader reader = new AnswerReader(url);
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            reader.answer(json);
        } catch (IOException e) {
            // The parser's own message quotes the answer.
            throw reader.unusable("this is not the JSON of Immich's machine learning");
        }
        return new PredictAnswer(reader.width, reader.height, reader.clip, reader.faces, reader.ocr);
    }

    private void answer(JsonParser json) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            switch (name) {
                case "clip" -> clip = vector(json, token, "the vector");
                case "facial-recognition" -> faces = faces(json, token);
                case "ocr" -> ocr = text(json, token);
                case "imageWidth" -> width = size(json, token);
                case "imageHeight" -> height = size(json, token);
                default -> json.skipChildren();
            }
        }
        whole(json);
    }

    private List<FoundFace> faces(JsonParser json, @Nullable JsonToken token) throws IOException {
        if (token != JsonToken.START_ARRAY) {
            throw unusable("no list of faces");
        }
        List<FoundFace> found = new ArrayList<>();
        for (JsonToken each = json.nextToken(); each != JsonToken.END_ARRAY; each = json.nextToken()) {
            if (each != JsonToken.START_OBJECT) {
                throw unusable("face " + found.size() + " is none");
            }
            if (found.size() == MOST_FACES) {
                throw unusable("more than " + MOST_FACES + " faces");
            }
            found.add(face(json, found.size()));
        }
        return found;
    }

    private FoundFace face(JsonParser json, int number) throws IOException {
        double[] box = null;
        double score = Double.NaN;
        float[] embedding = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            switch (name) {
                case "boundingBox" -> box = box(json, token, number);
                case "score" -> score = number(json, token);
                case "embedding" -> embedding = vector(json, token, "the vector of face " + number);
                default -> json.skipChildren();
            }
        }
        whole(json);
        if (box == null || embedding == null || !Double.isFinite(score)) {
            throw unusable("face " + number + " has no box, score or vector");
        }
        return new FoundFace(box, score, embedding);
    }

    private double[] box(JsonParser json, @Nullable JsonToken start, int number) throws IOException {
        double[] box = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        if (start == JsonToken.START_OBJECT) {
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken token = json.nextToken();
                switch (name) {
                    case "x1" -> box[0] = number(json, token);
                    case "y1" -> box[1] = number(json, token);
                    case "x2" -> box[2] = number(json, token);
                    case "y2" -> box[3] = number(json, token);
                    default -> json.skipChildren();
                }
            }
            whole(json);
        }
        for (double edge : box) {
            if (!Double.isFinite(edge)) {
                throw unusable("the box of face " + number + " is none");
            }
        }
        return box;
    }

    private FoundText text(JsonParser json, @Nullable JsonToken start) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            throw unusable("no text where it was looked for");
        }
        List<String> text = null;
        double[] box = {};
        double[] boxScore = {};
        double[] textScore = {};
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            switch (name) {
                case "text" -> text = lines(json, token);
                case "box" -> box = numbers(json, token, MOST_LINES * NUMBERS_OF_A_LINE);
                case "boxScore" -> boxScore = numbers(json, token, MOST_LINES);
                case "textScore" -> textScore = numbers(json, token, MOST_LINES);
                default -> json.skipChildren();
            }
        }
        whole(json);
        if (text == null) {
            throw unusable("no text where it was looked for");
        }
        int count = text.size();
        if (box.length != count * NUMBERS_OF_A_LINE || boxScore.length != count || textScore.length != count) {
            throw unusable(count + " lines of text, but " + box.length + " numbers of boxes, " + boxScore.length
                    + " and " + textScore.length + " scores");
        }
        return new FoundText(text, box, boxScore, textScore);
    }

    private List<String> lines(JsonParser json, @Nullable JsonToken start) throws IOException {
        if (start != JsonToken.START_ARRAY) {
            throw unusable("no lines of text");
        }
        List<String> lines = new ArrayList<>();
        for (JsonToken each = json.nextToken(); each != JsonToken.END_ARRAY; each = json.nextToken()) {
            if (each != JsonToken.VALUE_STRING || json.getTextLength() > LONGEST_LINE || lines.size() == MOST_LINES) {
                throw unusable("line " + lines.size() + " of the text is none, or too long, or one too many");
            }
            lines.add(json.getText());
        }
        return lines;
    }

    private double[] numbers(JsonParser json, @Nullable JsonToken start, int most) throws IOException {
        if (start != JsonToken.START_ARRAY) {
            throw unusable("no numbers where there should be some");
        }
        Numbers numbers = new Numbers();
        for (JsonToken each = json.nextToken(); each != JsonToken.END_ARRAY; each = json.nextToken()) {
            double number = number(json, each);
            if (!Double.isFinite(number) || numbers.size() == most) {
                throw unusable("number " + numbers.size() + " of the text's boxes is none, or one too many");
            }
            numbers.add(number);
        }
        return numbers.toArray();
    }

    private float[] vector(JsonParser json, @Nullable JsonToken token, String which) throws IOException {
        Vectors.Found found = Vectors.read(json, token);
        float[] numbers = found.numbers();
        if (numbers == null) {
            throw unusable(which + " " + found.fault());
        }
        return numbers;
    }

    private int size(JsonParser json, @Nullable JsonToken token) throws IOException {
        double pixels = number(json, token);
        if (!(pixels >= 1 && pixels <= Integer.MAX_VALUE)) {
            throw unusable("a photo without a size");
        }
        return (int) pixels;
    }

    private static double number(JsonParser json, @Nullable JsonToken token) throws IOException {
        if (token != null && token.isNumeric()) {
            return json.getDoubleValue();
        }
        json.skipChildren();
        return Double.NaN;
    }

    /** The parser ends an object also where the body ends. */
    private static void whole(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("cut off");
        }
    }

    private InvalidResponseException unusable(String what) {
        return new InvalidResponseException(url, what, null);
    }
}
