package digital.memu.inference.immich.internal.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

/** The one factory of parsers and generators, with limits that no answer of the service comes near. */
final class Json {

    /** A vector of 16,384 numbers is a string of some 250,000 characters. */
    private static final int LONGEST_STRING = 512 * 1024;

    static final JsonFactory FACTORY = JsonFactory.builder()
            // Half the time and a twentieth of the garbage for vectors.
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            // Field names come from the network: the JVM's table of strings is not theirs to fill.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_STRING)
                    .maxNameLength(200)
                    .maxNumberLength(100)
                    .maxNestingDepth(50)
                    .build())
            .build();

    private Json() {}
}
