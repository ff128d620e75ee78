package digital.memu.inference.immich.testing;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One model asked for.
 *
 * @param model its name as the service looks it up
 * @param options what was sent; from a lenient service this may be anything
 */
record Entry(String model, Slot slot, JsonNode options) {

    /** A model's half that is loaded by itself. */
    record Key(String model, Slot slot) {}

    Key key() {
        return new Key(model, slot);
    }

    /** The name as the service cleans it: without an owner and dots, without what no file name may hold. */
    static String cleaned(String name) {
        return name.substring(name.lastIndexOf('/') + 1)
                .replace(':', '_')
                .replace('\\', '_')
                .replace(".", "");
    }
}
