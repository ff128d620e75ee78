/** A simulated Immich machine-learning service on a real socket, for tests. It shares no code with the client that it tests. */
module digital.memu.inference.immich.testing {
    requires com.fasterxml.jackson.databind;
    requires static transitive org.jspecify;

    exports digital.memu.inference.immich.testing;
}
