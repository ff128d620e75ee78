/** The capabilities, and routing between the machines that serve them. */
// The two backend modules are compiled after this one, so javac does not know them yet.
@SuppressWarnings("module")
module digital.memu.inference {
    // The manifest of Failsafe says dev.failsafe, its module descriptor says this; the descriptor wins.
    requires dev.failsafe.core;
    requires java.net.http;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports digital.memu.inference;
    exports digital.memu.inference.backend;
    exports digital.memu.inference.chat;
    exports digital.memu.inference.config;
    exports digital.memu.inference.embedding;
    exports digital.memu.inference.failure;
    exports digital.memu.inference.route;
    exports digital.memu.inference.testing;
    exports digital.memu.inference.internal.http to
            digital.memu.inference.ollama,
            digital.memu.inference.immich;
    exports digital.memu.inference.internal.time to
            digital.memu.inference.ollama,
            digital.memu.inference.immich;

    uses digital.memu.inference.backend.BackendProvider;
}
