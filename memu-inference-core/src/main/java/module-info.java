/** The capabilities, and routing between the machines that serve them. */
// The modules named below are compiled after this one, so javac does not know them yet.
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
    exports digital.memu.inference.health;
    exports digital.memu.inference.photo;
    exports digital.memu.inference.route;
    exports digital.memu.inference.internal.async to
            digital.memu.inference.setup;
    exports digital.memu.inference.internal.http to
            digital.memu.inference.ollama,
            digital.memu.inference.immich,
            digital.memu.inference.setup;
    exports digital.memu.inference.internal.time to
            digital.memu.inference.ollama,
            digital.memu.inference.immich,
            digital.memu.inference.setup,
            digital.memu.inference.tools;

    uses digital.memu.inference.backend.BackendProvider;
}
