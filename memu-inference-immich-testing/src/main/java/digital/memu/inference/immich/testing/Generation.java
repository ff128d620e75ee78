package digital.memu.inference.immich.testing;

/** How a service checks requests and treats thresholds. */
public enum Generation {
    /**
     * Up to v3.2: checks next to nothing, so that mistakes end as status 500; keeps the thresholds of the last request on
     * the model, for all; answers nothing at all while a model loads.
     */
    LENIENT,
    /** v3.3 and later: refuses mistakes with status 422, takes thresholds per call, answers while a model loads. */
    STRICT
}
