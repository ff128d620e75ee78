package digital.memu.inference.internal.routing;

/**
 * What vectors are made of, and by which model: its two halves, for pictures and for texts, are loaded each by itself.
 *
 * @param texts false for pictures
 */
record VectorKey(String model, boolean texts) {

    static VectorKey ofPictures(String model) {
        return new VectorKey(model, false);
    }

    static VectorKey ofTexts(String model) {
        return new VectorKey(model, true);
    }
}
