package digital.memu.inference.route;

/** When a photo's or a text's vector may come from another server than the preferred one. More may be added. */
public enum VectorTrust {
    /** When the server is asked for the very same model; the vector tells whether the servers were seen to agree. */
    SAME_MODEL,
    /**
     * Only when the two were seen to make the same vectors of the same picture and text. Until the preferred server has
     * been seen at work, no other one serves.
     */
    CALIBRATED_ONLY
}
