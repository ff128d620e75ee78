package digital.memu.inference.example.cli;

import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.Words;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.photo.Face;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.Region;
import digital.memu.inference.photo.TextLine;
import digital.memu.inference.route.EmbeddingVector;
import java.util.List;
import java.util.Map;

/** Findings for programs: an object a line for each photo, vectors included. */
final class PhotoJson implements PhotoFindings {

    private final Io io;

    PhotoJson(Io io) {
        this.io = io;
    }

    @Override
    public void found(String file, PhotoRequest asked, PhotoAnalysis found) {
        io.jsonLine(new Fields()
                .with("photo", file)
                .with("width", found.width())
                .with("height", found.height())
                .with("backend", found.route().backend())
                .with("embedding", found.embedding().map(PhotoJson::vector))
                .with(
                        "faces",
                        asked.faces()
                                .map(model -> found.faces().stream()
                                        .map(PhotoJson::face)
                                        .toList()))
                .with(
                        "lines",
                        asked.text()
                                .map(model -> found.lines().stream()
                                        .map(PhotoJson::line)
                                        .toList()))
                .with("notes", found.notes())
                .with("route", JsonAnswer.route(found.route()))
                .map());
    }

    private static Fields vector(EmbeddingVector vector) {
        return new Fields()
                .with("model", vector.space().model())
                .with("dimension", vector.space().dimension())
                .with("calibrated", vector.calibrated())
                .with("vector", vector.vector());
    }

    private static Map<String, Object> face(Face face) {
        return region(face.region())
                .with("score", face.score())
                .with("embedding", vector(face.embedding()))
                .map();
    }

    private static Map<String, Object> line(TextLine line) {
        return new Fields()
                .with("text", line.text())
                .withAll(region(line.region()))
                .with("regionScore", line.regionScore())
                .with("textScore", line.textScore())
                .map();
    }

    /** In pixels of the photo as it is stored. */
    private static Fields region(Region region) {
        Region.Box box = region.bounds();
        return new Fields()
                .with("box", List.of(box.left(), box.top(), box.right(), box.bottom()))
                .with(
                        "corners",
                        region.pixels().stream()
                                .map(corner -> List.of(corner.x(), corner.y()))
                                .toList());
    }

    @Override
    public void failed(String file, InferenceException failure) {
        io.jsonLine(new Fields()
                .with("photo", file)
                .with("error", Words.of(failure))
                .map());
    }
}
