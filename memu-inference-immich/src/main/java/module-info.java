/** A typed client for Immich's machine learning: photos as vectors, faces and text. */
module digital.memu.inference.immich {
    requires transitive digital.memu.inference;
    requires com.fasterxml.jackson.core;
    // Only for ImageIoPhotoPreparer, which nobody has to use.
    requires static java.desktop;
    requires static transitive org.jspecify;

    exports digital.memu.inference.immich;

    provides digital.memu.inference.backend.BackendProvider with
            digital.memu.inference.immich.ImmichMlBackendProvider;
}
