/** The capabilities, and routing between the machines that serve them. */
module digital.memu.inference {
    // The manifest of Failsafe says dev.failsafe, its module descriptor says this; the descriptor wins.
    requires dev.failsafe.core;
    requires java.net.http;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports digital.memu.inference;
}
