/** A third party's module: it can reach nothing but what the core exports to everybody. */
module digital.memu.inference.example.ownbackend {
    requires digital.memu.inference;
    requires static org.jspecify;

    provides digital.memu.inference.backend.BackendProvider with
            digital.memu.inference.example.ownbackend.EchoBackendProvider;
}
