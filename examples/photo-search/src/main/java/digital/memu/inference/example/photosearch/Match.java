package digital.memu.inference.example.photosearch;

import java.util.List;

/**
 * A photo that was found.
 *
 * @param paths the files that it is in, from the indexed folder on; never none
 * @param score the higher the better: of a search the cosine, of written words Lucene's own
 * @param trust where its vector comes from
 * @param line what is written in it, as far as it was looked for; else empty
 */
record Match(String content, List<String> paths, double score, Trust trust, List<Box> faces, String line) {

    /** The file to show. */
    String path() {
        return paths.get(0);
    }

    /** Its copies. */
    List<String> others() {
        return paths.subList(1, paths.size());
    }
}
