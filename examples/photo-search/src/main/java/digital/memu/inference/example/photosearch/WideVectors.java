package digital.memu.inference.example.photosearch;

import java.io.IOException;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lucene's own format of vectors without its limit of 1,024 numbers, which some of Immich's models exceed. Written under the
 * same name: Lucene reads it by itself.
 */
final class WideVectors extends KnnVectorsFormat {

    private static final int MOST = 4096;

    private final KnnVectorsFormat usual = new Lucene99HnswVectorsFormat();

    private WideVectors() {
        super("Lucene99HnswVectorsFormat");
    }

    static Codec codec() {
        KnnVectorsFormat wide = new WideVectors();
        return new Lucene912Codec() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return wide;
            }
        };
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
        return usual.fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
        return usual.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String field) {
        return MOST;
    }
}
