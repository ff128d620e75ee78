package digital.memu.inference.internal.routing;

/**
 * Why a backend is not asked for one thing, a capability or a model, and when to look again.
 *
 * @param why in words
 * @param look of no use where the trouble ends by itself
 */
record Trouble(String why, Look look) {

    Trouble looked(Look other) {
        return new Trouble(why, other);
    }
}
