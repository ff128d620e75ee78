package digital.memu.inference.immich;

import digital.memu.support.HttpMessage;

/**
 * A request to the real service, and its answer.
 *
 * @param folder {@code lenient} or {@code strict}
 * @param name of the case; see the README beside the files
 * @param response empty if the service sent none
 */
record RecordedExchange(String folder, String name, HttpMessage request, HttpMessage response) {

    @Override
    public String toString() {
        return folder + " " + name;
    }
}
