package digital.memu.inference.immich;

import digital.memu.inference.photo.Photo;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** A photo on which nothing was found that the service would fail on, and how many bytes it has. */
record CheckedPhoto(Photo photo, PhotoHeader header, long length) {

    /** The photo's bytes, exactly as many as were counted. */
    InputStream open() throws IOException {
        return new ExactStream(photo.open(), length);
    }

    /** What the caller might want to know. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (header.kind() == PhotoKind.AVIF) {
            notes.add(
                    "AVIF is read by Immich's machine learning only from versions after 2.5.6 on; send JPEG to older ones.");
        }
        if (header.orientation() != 1) {
            notes.add("The photo is stored turned or mirrored (EXIF orientation " + header.orientation()
                    + "), which the service does not notice; ImageIoPhotoPreparer turns it upright.");
        }
        return notes;
    }
}
