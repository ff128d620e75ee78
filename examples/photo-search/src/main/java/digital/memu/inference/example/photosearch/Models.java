package digital.memu.inference.example.photosearch;

/**
 * By which models photos are looked at, by Immich's names for them.
 *
 * @param embedding makes a vector of what a photo shows
 * @param faces finds faces and makes a vector of each
 * @param text reads text
 */
record Models(String embedding, String faces, String text) {

    /** Those that Immich itself uses unless told otherwise. */
    static final Models USUAL = new Models("ViT-B-32__openai", "buffalo_l", "PP-OCRv5_mobile");

    /** Those of the simulator. Names of their own keep its vectors apart from real ones. */
    static final Models SIMULATED = new Models("simulated-colours", "simulated-faces", "simulated-text");

    boolean isSimulated() {
        return equals(SIMULATED);
    }

    @Override
    public String toString() {
        return embedding + ", " + faces + ", " + text;
    }
}
