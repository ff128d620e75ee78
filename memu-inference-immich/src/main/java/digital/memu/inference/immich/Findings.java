package digital.memu.inference.immich;

import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.immich.internal.wire.PredictAnswer;
import digital.memu.inference.immich.internal.wire.PredictAnswer.FoundFace;
import digital.memu.inference.immich.internal.wire.PredictAnswer.FoundText;
import digital.memu.inference.photo.Face;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.Region;
import digital.memu.inference.photo.Region.Point;
import digital.memu.inference.photo.TextLine;
import digital.memu.inference.route.EmbeddingVector;
import digital.memu.inference.route.Route;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns an answer into what the caller asked for, all of which must be there. */
record Findings(String url, PhotoRequest request, CheckedPhoto photo, PredictAnswer answer) {

    private static final int CORNERS = 4;

    PhotoAnalysis analysis(Route route) {
        if (answer.width() == 0 || answer.height() == 0) {
            throw new InvalidResponseException(url, "no size of the photo", null);
        }
        PhotoAnalysis.Builder found = PhotoAnalysis.builder(answer.width(), answer.height());
        request.embedding()
                .ifPresent(model -> found.embedding(EmbeddingVector.of(model, present(url, answer.clip(), "vector"))));
        request.faces()
                .ifPresent(model ->
                        present(url, answer.faces(), "list of faces").forEach(face -> found.face(face(model, face))));
        request.text()
                .ifPresent(model -> ReadingOrder.of(lines(present(url, answer.ocr(), "text")))
                        .forEach(found::line));
        photo.notes().forEach(found::note);
        return found.route(route).build();
    }

    static <T> T present(String url, @Nullable T part, String words) {
        if (part == null) {
            throw new InvalidResponseException(url, "no " + words + ", though it was asked for", null);
        }
        return part;
    }

    private Face face(String model, FoundFace face) {
        double[] box = face.box();
        List<Point> corners = List.of(
                new Point(box[0], box[1]),
                new Point(box[2], box[1]),
                new Point(box[2], box[3]),
                new Point(box[0], box[3]));
        return Face.of(
                Region.ofPixels(answer.width(), answer.height(), corners),
                face.score(),
                EmbeddingVector.of(model, face.embedding()));
    }

    private List<TextLine> lines(FoundText text) {
        List<TextLine> lines = new ArrayList<>();
        for (int i = 0; i < text.text().size(); i++) {
            List<Point> corners = new ArrayList<>();
            for (int corner = 0; corner < CORNERS; corner++) {
                int at = (i * CORNERS + corner) * 2;
                corners.add(new Point(text.box()[at], text.box()[at + 1]));
            }
            lines.add(TextLine.of(
                    text.text().get(i),
                    Region.ofFractions(answer.width(), answer.height(), corners),
                    text.boxScore()[i],
                    text.textScore()[i]));
        }
        return lines;
    }
}
