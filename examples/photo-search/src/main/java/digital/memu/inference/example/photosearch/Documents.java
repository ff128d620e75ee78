package digital.memu.inference.example.photosearch;

import digital.memu.inference.photo.Face;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.route.EmbeddingVector;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;

/**
 * What the index consists of. A photo is known by its content, so that one that was moved, or is there twice, costs nothing:
 *
 * <ul>
 *   <li>of each content one document with vector and text, or with why it cannot be read, and one of each face in it
 *   <li>of each file one document, which leads from its path to its content
 * </ul>
 */
final class Documents {

    static final String KIND = "kind";
    static final String PHOTO = "photo";
    static final String FACE = "face";
    static final String FILE = "file";

    /** The SHA-256 of a content: all of its documents have it, and those of files have it as {@link #CONTENT_OF_FILE}. */
    static final String CONTENT = "content";

    static final String PHOTO_VECTOR = "photo.vector";
    static final String FACE_VECTOR = "face.vector";
    static final String CALIBRATED = "calibrated";
    static final String SERVER = "server";
    static final String BOX = "box";
    static final String TEXT = "text";
    static final String PROBLEM = "problem";

    static final String PATH = "path";
    static final String SIZE = "size";
    static final String MODIFIED = "modified";
    static final String CONTENT_OF_FILE = "file.content";

    private Documents() {}

    static Term content(String content) {
        return new Term(CONTENT, content);
    }

    static Term kind(String kind) {
        return new Term(KIND, kind);
    }

    static Term file(String path) {
        return new Term(PATH, path);
    }

    /** The documents of a content; the places in the findings are those of the upright photo. */
    static List<Document> of(String content, PhotoAnalysis found) {
        List<Document> documents = new ArrayList<>();
        String server = found.route().backend();
        found.faces().forEach(face -> documents.add(face(content, face, server)));
        Document photo = document(PHOTO, content);
        photo.add(new StoredField(SERVER, server));
        found.embedding().ifPresent(vector -> add(photo, PHOTO_VECTOR, vector));
        if (!found.text().isBlank()) {
            photo.add(new TextField(TEXT, found.text(), Store.YES));
        }
        documents.add(photo);
        return documents;
    }

    private static Document face(String content, Face face, String server) {
        Document document = document(FACE, content);
        document.add(new StoredField(SERVER, server));
        add(document, FACE_VECTOR, face.embedding());
        document.add(new StoredField(BOX, Box.of(face.region()).bytes()));
        return document;
    }

    private static void add(Document document, String field, EmbeddingVector vector) {
        float[] numbers = vector.normalised().vector();
        for (float number : numbers) {
            if (number != 0) {
                document.add(new KnnFloatVectorField(field, numbers, VectorSimilarityFunction.COSINE));
                document.add(new StoredField(CALIBRATED, vector.calibrated() ? 1 : 0));
                return;
            }
        }
        // A vector of zeros has no direction: nothing can be found by it, and Lucene's cosine of it would be no number.
    }

    /** The document of a content that cannot be read. */
    static Document unreadable(String content, String why) {
        Document document = document(PHOTO, content);
        document.add(new StoredField(PROBLEM, why));
        return document;
    }

    /** The document of a file. */
    static Document of(PhotoFile file, String content) {
        Document document = new Document();
        document.add(new StringField(KIND, FILE, Store.YES));
        document.add(new StringField(PATH, file.path(), Store.YES));
        document.add(new StringField(CONTENT_OF_FILE, content, Store.YES));
        document.add(new StoredField(SIZE, file.size()));
        document.add(new StoredField(MODIFIED, file.modified()));
        return document;
    }

    private static Document document(String kind, String content) {
        Document document = new Document();
        document.add(new StringField(KIND, kind, Store.YES));
        document.add(new StringField(CONTENT, content, Store.YES));
        return document;
    }
}
