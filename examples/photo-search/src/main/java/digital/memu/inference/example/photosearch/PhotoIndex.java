package digital.memu.inference.example.photosearch;

import digital.memu.inference.example.console.Failures;
import digital.memu.inference.example.console.Plain;
import digital.memu.inference.route.EmbeddingVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** An index that is searched, as it was when it was opened. Closed by whoever opens it. */
final class PhotoIndex implements AutoCloseable {

    /** Lucene looks in as many directions as it is to find neighbours: with a few only it misses the nearest. */
    private static final int ENOUGH_TO_BE_RIGHT = 100;

    private static final int MOST_COPIES = 1000;

    private final Directory directory;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final IndexFacts facts;

    private PhotoIndex(Directory directory, DirectoryReader reader) throws IOException {
        this.directory = directory;
        this.reader = reader;
        this.searcher = new IndexSearcher(reader);
        this.facts = IndexFacts.from(reader.getIndexCommit().getUserData());
    }

    static PhotoIndex open(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            throw none(place);
        }
        Directory directory = IndexPlace.directory(place);
        try {
            return new PhotoIndex(directory, DirectoryReader.open(directory));
        } catch (IndexNotFoundException e) {
            directory.close();
            throw none(place);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static Failures.WrongUse none(Path place) {
        return new Failures.WrongUse("There is no index in '" + Plain.of(place.toString())
                + "' yet: run 'photo-search index FOLDER' first, or name the folder by --in.");
    }

    IndexFacts facts() {
        return facts;
    }

    /** The photos whose vectors are most like this one, best first. */
    List<Match> nearest(float[] vector, int most) throws IOException {
        List<Match> matches = new ArrayList<>();
        int wide = Math.max(most, ENOUGH_TO_BE_RIGHT);
        for (ScoreDoc hit : hits(new KnnFloatVectorQuery(Documents.PHOTO_VECTOR, vector, wide), most)) {
            add(matches, hit, cosine(hit), "");
        }
        return matches;
    }

    /** The photos in which these words are written, best first. */
    List<Match> written(WrittenWords words, int most) throws IOException {
        List<Match> matches = new ArrayList<>();
        for (ScoreDoc hit : hits(words.query(), most)) {
            String text = searcher.storedFields().document(hit.doc).get(Documents.TEXT);
            add(matches, hit, hit.score, words.lineOf(text));
        }
        return matches;
    }

    private void add(List<Match> matches, ScoreDoc hit, double score, String line) throws IOException {
        Document photo = searcher.storedFields().document(hit.doc);
        String content = photo.get(Documents.CONTENT);
        List<String> paths = paths(content);
        if (!paths.isEmpty()) { // it is when the last run ended before it had cleaned up
            matches.add(new Match(content, paths, score, trustInPhoto(photo), boxes(content), line));
        }
    }

    private List<Box> boxes(String content) throws IOException {
        List<Box> faces = new ArrayList<>();
        Query ofContent = new BooleanQuery.Builder()
                .add(new TermQuery(Documents.content(content)), Occur.FILTER)
                .add(new TermQuery(Documents.kind(Documents.FACE)), Occur.FILTER)
                .build();
        for (ScoreDoc face : hits(ofContent, MOST_COPIES)) {
            faces.add(box(searcher.storedFields().document(face.doc)));
        }
        return faces;
    }

    /** Where files of this content are; several where it was copied. */
    List<String> paths(String content) throws IOException {
        List<String> paths = new ArrayList<>();
        for (ScoreDoc file : hits(new TermQuery(new Term(Documents.CONTENT_OF_FILE, content)), MOST_COPIES)) {
            paths.add(searcher.storedFields().document(file.doc).get(Documents.PATH));
        }
        paths.sort(null);
        return paths;
    }

    /** All faces, by the numbers that {@link #facesLike} gives. */
    List<StoredFace> faces() throws IOException {
        List<StoredFace> faces = new ArrayList<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            FloatVectorValues vectors = leaf.reader().getFloatVectorValues(Documents.FACE_VECTOR);
            Bits live = leaf.reader().getLiveDocs();
            if (vectors == null) {
                continue;
            }
            for (int id = vectors.nextDoc(); id != FloatVectorValues.NO_MORE_DOCS; id = vectors.nextDoc()) {
                if (live == null || live.get(id)) {
                    Document face = leaf.reader().storedFields().document(id);
                    faces.add(new StoredFace(
                            leaf.docBase + id,
                            face.get(Documents.CONTENT),
                            box(face),
                            EmbeddingVector.of(
                                    facts.models().faces(),
                                    vectors.vectorValue().clone()),
                            trust(face)));
                }
            }
        }
        return faces;
    }

    /** The numbers of the faces whose cosine with this one is not less than that. */
    List<Integer> facesLike(StoredFace face, double cosine, int most) throws IOException {
        List<Integer> faces = new ArrayList<>();
        for (ScoreDoc hit : hits(
                new KnnFloatVectorQuery(Documents.FACE_VECTOR, face.vector().vector(), most), most)) {
            if (cosine(hit) >= cosine) {
                faces.add(hit.doc);
            }
        }
        return faces;
    }

    private ScoreDoc[] hits(Query query, int most) throws IOException {
        return searcher.search(query, most).scoreDocs;
    }

    /** Lucene's scores are never negative: it gives (1 + cosine) / 2. */
    private static double cosine(ScoreDoc hit) {
        return 2 * hit.score - 1;
    }

    /** A server that was seen to agree made the same vectors before. */
    private Trust trustInPhoto(Document photo) {
        Trust trust = trust(photo);
        return facts.agreeing().contains(trust.server()) ? new Trust(trust.server(), true) : trust;
    }

    private static Trust trust(Document document) {
        IndexableField calibrated = document.getField(Documents.CALIBRATED);
        return new Trust(
                document.get(Documents.SERVER),
                calibrated == null || calibrated.numericValue().intValue() == 1);
    }

    private static Box box(Document face) {
        BytesRef box = face.getBinaryValue(Documents.BOX);
        return Box.of(box.bytes, box.offset);
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            reader.close();
        }
    }

    /** A face as it is in the index. */
    record StoredFace(int number, String content, Box box, EmbeddingVector vector, Trust trust) {}
}
