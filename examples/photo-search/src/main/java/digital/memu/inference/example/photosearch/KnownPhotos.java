package digital.memu.inference.example.photosearch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.document.Document;
import org.jspecify.annotations.Nullable;

/** What an index holds, by path and by content; for one thread, but for {@link #contents}, which any may read. */
final class KnownPhotos {

    /** What of a document is to be read. */
    static final Set<String> FIELDS = Set.of(
            Documents.KIND,
            Documents.CONTENT,
            Documents.PROBLEM,
            Documents.PATH,
            Documents.SIZE,
            Documents.MODIFIED,
            Documents.CONTENT_OF_FILE);

    private final Map<String, KnownFile> files = new HashMap<>();
    private final Set<String> contents = ConcurrentHashMap.newKeySet();
    private final Map<String, String> problems = new HashMap<>();

    /** Reads one document of an index. */
    void add(Document document) {
        String content = document.get(Documents.CONTENT);
        switch (document.get(Documents.KIND)) {
            case Documents.FILE ->
                files.put(
                        document.get(Documents.PATH),
                        new KnownFile(
                                document.get(Documents.CONTENT_OF_FILE),
                                number(document, Documents.SIZE),
                                number(document, Documents.MODIFIED)));
            case Documents.PHOTO -> {
                contents.add(content);
                String why = document.get(Documents.PROBLEM);
                if (why != null) {
                    problems.put(content, why);
                }
            }
            default -> {}
        }
    }

    private static long number(Document document, String field) {
        return document.getField(field).numericValue().longValue();
    }

    /** Files by their paths. */
    Map<String, KnownFile> files() {
        return files;
    }

    /** Contents that need not be looked at again, those that cannot be read included. */
    Set<String> contents() {
        return contents;
    }

    /** Notes a file that came into the index. */
    void put(PhotoFile file, String content) {
        contents.add(content);
        files.put(file.path(), new KnownFile(content, file.size(), file.modified()));
    }

    /** Notes a file whose content cannot be read. */
    void putUnreadable(PhotoFile file, String content, String why) {
        put(file, content);
        problems.put(content, why);
    }

    /** Notes that a file is no more. */
    void remove(String path) {
        files.remove(path);
    }

    /** Lets everything that cannot be read be looked at again. */
    void forgetUnreadable() {
        contents.removeAll(problems.keySet());
        problems.clear();
    }

    /** Contents that no file has any more; forgotten here. */
    Set<String> takeAbandoned() {
        Set<String> abandoned = new HashSet<>(contents);
        files.values().forEach(file -> abandoned.remove(file.content()));
        contents.removeAll(abandoned);
        problems.keySet().removeAll(abandoned);
        return abandoned;
    }

    /** Why a file cannot be read; null where it can. */
    @Nullable
    String problem(String path) {
        KnownFile file = files.get(path);
        return file == null ? null : problems.get(file.content());
    }

    /** Whether a content cannot be read. */
    boolean isUnreadable(String content) {
        return problems.containsKey(content);
    }

    /** How many files can be found. */
    int readable() {
        return (int) files.values().stream()
                .filter(file -> !problems.containsKey(file.content()))
                .count();
    }

    /** Whether this very file is in the index. */
    boolean has(PhotoFile file) {
        KnownFile known = files.get(file.path());
        return known != null
                && known.size() == file.size()
                && known.modified() == file.modified()
                && contents.contains(known.content());
    }

    /** A file as it was when it came into the index. */
    record KnownFile(String content, long size, long modified) {}
}
