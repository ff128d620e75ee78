package digital.memu.inference.example.photosearch;

import digital.memu.inference.example.console.Failures;
import digital.memu.inference.example.console.Plain;
import digital.memu.inference.photo.Face;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.route.EmbeddingVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.Bits;

/**
 * An index that is written to. What is written counts from the next {@link #commit} on, all of it or nothing, whenever the
 * process ends; {@link #close} forgets what was not committed. For one thread.
 */
final class PhotoIndexWriter implements AutoCloseable {

    private final Directory directory;
    private final IndexWriter writer;
    private IndexFacts facts;

    private PhotoIndexWriter(Directory directory, IndexWriter writer, IndexFacts facts) {
        this.directory = directory;
        this.writer = writer;
        this.facts = facts;
    }

    /**
     * Opens the index in that folder for photos that these models look at; makes one where there is none, or where the old
     * one is not wanted any more.
     */
    static PhotoIndexWriter open(Path place, Models models, boolean anew) throws IOException {
        IndexPlace.check(place);
        Files.createDirectories(place);
        Directory directory = IndexPlace.directory(place);
        try {
            IndexFacts facts = anew ? IndexFacts.of(models) : facts(directory, models);
            IndexWriter writer = new IndexWriter(
                    directory,
                    new IndexWriterConfig(new StandardAnalyzer())
                            .setCodec(WideVectors.codec())
                            .setCommitOnClose(false)
                            .setOpenMode(anew ? OpenMode.CREATE : OpenMode.CREATE_OR_APPEND));
            PhotoIndexWriter index = new PhotoIndexWriter(directory, writer, facts);
            index.tell(facts);
            index.commit();
            return index;
        } catch (LockObtainFailedException e) {
            directory.close();
            throw new Failures.NotDone(
                    "Another photo-search writes to the index in '" + Plain.of(place.toString())
                            + "' at this moment: let it end first.",
                    e);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static IndexFacts facts(Directory directory, Models models) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            return IndexFacts.of(models);
        }
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            IndexFacts facts = IndexFacts.from(reader.getIndexCommit().getUserData());
            if (!facts.models().equals(models)) {
                throw new Failures.WrongUse(
                        "The index was made with the models " + facts.models() + ", not with " + models
                                + ". What two models make cannot be compared: ask for the former, make the index anew by"
                                + " --rebuild, or make another one by --index.");
            }
            return facts;
        } catch (IndexNotFoundException e) {
            return IndexFacts.of(models);
        }
    }

    /** What is in the index. */
    KnownPhotos known() throws IOException {
        KnownPhotos known = new KnownPhotos();
        try (DirectoryReader reader = DirectoryReader.open(writer)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                StoredFields stored = leaf.reader().storedFields();
                Bits live = leaf.reader().getLiveDocs();
                for (int id = 0; id < leaf.reader().maxDoc(); id++) {
                    if (live == null || live.get(id)) {
                        known.add(stored.document(id, KnownPhotos.FIELDS));
                    }
                }
            }
        }
        return known;
    }

    /** Puts in, or in place of what there was of the same content, what was found out about a photo. */
    void put(String content, PhotoAnalysis found) throws IOException {
        IndexFacts now = facts.with(
                found.embedding().map(PhotoIndexWriter::dimension).orElse(0),
                found.faces().stream()
                        .map(Face::embedding)
                        .mapToInt(PhotoIndexWriter::dimension)
                        .findFirst()
                        .orElse(0));
        boolean agrees = found.embedding().map(EmbeddingVector::calibrated).orElse(false);
        String server = found.route().backend();
        if (agrees && !now.agreeing().contains(server)) {
            now = now.withAgreeing(server);
        }
        if (!now.equals(facts)) {
            facts = now;
            tell(facts);
        }
        writer.updateDocuments(Documents.content(content), Documents.of(content, found));
    }

    private static int dimension(EmbeddingVector vector) {
        return vector.space().dimension();
    }

    /** Puts in that a content cannot be read. */
    void putUnreadable(String content, String why) throws IOException {
        writer.updateDocuments(Documents.content(content), List.of(Documents.unreadable(content, why)));
    }

    /** Puts in a file, whose content is there or comes with the same commit. */
    void put(PhotoFile file, String content) throws IOException {
        writer.updateDocument(Documents.file(file.path()), Documents.of(file, content));
    }

    void removeFile(String path) throws IOException {
        writer.deleteDocuments(Documents.file(path));
    }

    void removeContents(Iterable<String> contents) throws IOException {
        for (String content : contents) {
            writer.deleteDocuments(Documents.content(content));
        }
    }

    private void tell(IndexFacts now) {
        writer.setLiveCommitData(now.data().entrySet());
    }

    /** Makes everything until now count. */
    void commit() throws IOException {
        writer.commit();
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            writer.rollback();
        }
    }
}
