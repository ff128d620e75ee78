/** The connection test: is a server set up right, and if not, what is to be done. */
module digital.memu.inference.setup {
    requires transitive digital.memu.inference;
    requires static transitive org.jspecify;

    exports digital.memu.inference.setup;

    uses digital.memu.inference.backend.BackendProvider;
}
