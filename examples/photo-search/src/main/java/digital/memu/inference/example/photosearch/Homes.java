package digital.memu.inference.example.photosearch;

/** Knows which servers a command asks; contacts none of them. */
interface Homes {

    /** Whether simulators stand in for them. */
    boolean areSimulated();

    /** The servers, to be closed by whoever asks for them. */
    Home open();

    /** The models that are asked for unless somebody wants others. */
    default Models usualModels() {
        return areSimulated() ? Models.SIMULATED : Models.USUAL;
    }
}
