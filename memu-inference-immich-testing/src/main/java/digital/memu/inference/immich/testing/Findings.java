package digital.memu.inference.immich.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Faces and lines of one photo, let through by thresholds and written as the service writes them. */
record Findings(SimulatedPhoto photo, Thresholds thresholds) {

    private static final int SMALLEST_SIDE = 32;

    List<SimulatedFace> faces(List<SimulatedFace> all) {
        return all.stream().filter(face -> thresholds.lets(face.score())).toList();
    }

    static String face(SimulatedFace face, String embedding) {
        float[] box = face.box();
        return "{\"boundingBox\":{\"x1\":" + Json.number(box[0]) + ",\"y1\":" + Json.number(box[1]) + ",\"x2\":"
                + Json.number(box[2]) + ",\"y2\":" + Json.number(box[3]) + "},\"embedding\":" + embedding
                + ",\"score\":" + Json.number(face.score()) + "}";
    }

    /** With landmarks, which no recording shows, in the middle of the box. */
    String detectedFaces(List<SimulatedFace> faces) {
        return "{\"boxes\":" + Json.array(faces, face -> Json.array(face.box())) + ",\"scores\":"
                + Json.array(faces, face -> Json.number(face.score())) + ",\"landmarks\":"
                + Json.array(faces, face -> {
                    float[] box = face.box();
                    float[] middle = {(box[0] + box[2]) / 2, (box[1] + box[3]) / 2};
                    return Json.array(Collections.nCopies(5, middle), Json::array);
                })
                + "}";
    }

    /** Up to v3.2 the last comes first. */
    List<SimulatedLine> lines(List<SimulatedLine> all, boolean readingOrder) {
        if (Math.min(photo.width(), photo.height()) < SMALLEST_SIDE) {
            return List.of();
        }
        List<SimulatedLine> found = new ArrayList<>(all);
        found.removeIf(line -> !thresholds.lets(line.boxScore()) || line.legibleFrom() > thresholds.maxResolution());
        if (!readingOrder) {
            Collections.reverse(found);
        }
        return found;
    }

    /** Without recognition boxes are in whole pixels. */
    String detectedLines(List<SimulatedLine> lines) {
        return "{\"boxes\":"
                + Json.array(lines, line -> {
                    float[] corners = line.corners();
                    return Json.array(
                            List.of(0, 2, 4, 6),
                            at -> Json.array((float) Math.rint(corners[at] * photo.width()), (float)
                                    Math.rint(corners[at + 1] * photo.height())));
                })
                + ",\"scores\":" + Json.array(lines, line -> Json.number(line.boxScore())) + "}";
    }

    /** The order of the keys tells whether there was nothing to read or nothing worth telling. */
    String text(List<SimulatedLine> detected) {
        if (detected.isEmpty()) {
            return "{\"box\":[],\"boxScore\":[],\"text\":[],\"textScore\":[]}";
        }
        List<SimulatedLine> lines = detected.stream()
                .filter(line -> thresholds.lets(line.textScore()))
                .toList();
        float[] corners = new float[8 * lines.size()];
        for (int i = 0; i < lines.size(); i++) {
            System.arraycopy(lines.get(i).corners(), 0, corners, 8 * i, 8);
        }
        return "{\"box\":" + Json.array(corners) + ",\"text\":"
                + Json.array(lines, line -> Json.quoted(line.text())) + ",\"boxScore\":"
                + Json.array(lines, line -> Json.number(line.boxScore())) + ",\"textScore\":"
                + Json.array(lines, line -> Json.number(line.textScore())) + "}";
    }
}
