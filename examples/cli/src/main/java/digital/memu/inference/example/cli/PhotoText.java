package digital.memu.inference.example.cli;

import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.Plain;
import digital.memu.inference.example.console.Words;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.photo.Face;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.Region;
import java.util.Locale;

/** Findings for people; numbers of vectors are none. */
final class PhotoText implements PhotoFindings {

    private final Io io;
    private String before = "";

    PhotoText(Io io) {
        this.io = io;
    }

    @Override
    public void found(String file, PhotoRequest asked, PhotoAnalysis found) {
        io.print(before);
        before = System.lineSeparator();
        io.println(Plain.of(file) + ": " + found.width() + " x " + found.height() + " pixels, looked at by "
                + Plain.of(found.route().backend()));
        found.embedding().ifPresent(vector -> io.println("  Vector: " + Plain.of(String.valueOf(vector.space()))));
        if (asked.faces().isPresent()) {
            io.println("  Faces: "
                    + (found.faces().isEmpty() ? "none" : found.faces().size()));
            found.faces().forEach(face -> io.println("    " + line(face)));
        }
        if (asked.text().isPresent()) {
            io.println("  Text:" + (found.lines().isEmpty() ? " none" : ""));
            found.lines().forEach(line -> io.println("    " + Plain.of(line.text())));
        }
        found.notes().forEach(note -> io.println("  " + Plain.of(note)));
        io.note("route: " + Plain.of(found.route().explain()));
    }

    private static String line(Face face) {
        Region.Box box = face.region().bounds();
        return String.format(
                Locale.ROOT,
                "%.0f, %.0f to %.0f, %.0f: score %.2f",
                box.left(),
                box.top(),
                box.right(),
                box.bottom(),
                face.score());
    }

    @Override
    public void failed(String file, InferenceException failure) {
        io.note(Words.of(failure));
    }
}
