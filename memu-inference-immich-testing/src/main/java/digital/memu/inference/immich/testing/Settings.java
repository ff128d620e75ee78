package digital.memu.inference.immich.testing;

import java.time.Duration;

/**
 * How a simulator behaves.
 *
 * @param errorPause how long the service answers nothing after an error that nobody foresaw
 */
record Settings(
        Generation generation,
        Duration keepAlive,
        Duration runTime,
        Duration bootTime,
        Duration errorPause,
        boolean pingDuringLoad,
        int requestThreads,
        boolean embeddingsAsArray,
        int keptRequests) {

    boolean isStrict() {
        return generation == Generation.STRICT;
    }
}
