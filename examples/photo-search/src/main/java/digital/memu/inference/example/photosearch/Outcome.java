package digital.memu.inference.example.photosearch;

import digital.memu.inference.photo.PhotoAnalysis;

/** What became of a file. */
sealed interface Outcome {

    PhotoFile file();

    /** It was looked at; the places in the findings are those of the upright photo. */
    record Found(PhotoFile file, String content, PhotoAnalysis findings) implements Outcome {}

    /** Its content is in the index already: it was moved, copied, or only touched. */
    record Known(PhotoFile file, String content) implements Outcome {}

    /**
     * Its content is no photo that can be read.
     *
     * @param doubtful whether servers failed on it, which may be their fault
     */
    record Unreadable(PhotoFile file, String content, String why, boolean doubtful) implements Outcome {}

    /** Something else went wrong; the next run tries again. */
    record Failed(PhotoFile file, String why, boolean byServers) implements Outcome {}
}
