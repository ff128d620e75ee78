package digital.memu.inference.internal.routing;

import digital.memu.inference.route.EmbeddingVector;

/**
 * What a backend made of the calibration's picture or text.
 *
 * @param at when that was, on the time source's scale
 */
record Sample(EmbeddingVector vector, long at) {

    /** Another graphics card moves a vector by far less than this, another way of preparing pictures by far more. */
    private static final double SAME = 0.99;

    boolean agrees(Sample other) {
        return vector.space().equals(other.vector.space()) && vector.cosine(other.vector) >= SAME;
    }
}
