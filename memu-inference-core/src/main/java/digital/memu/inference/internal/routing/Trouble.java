package digital.memu.inference.internal.routing;

/**
 * Why a backend is not asked for one thing, a capability or a model, and when to look again.
 *
 * @param why in words
 * @param since when it began, on the time source's scale
 * @param look of no use where the trouble ends by itself
 */
record Trouble(String why, long since, Look look) {

    Trouble looked(Look other) {
        return new Trouble(why, since, other);
    }
}
