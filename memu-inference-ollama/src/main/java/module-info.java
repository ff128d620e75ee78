/** A typed client for Ollama, and Ollama as a backend of the router. */
module digital.memu.inference.ollama {
    requires transitive digital.memu.inference;
    requires com.fasterxml.jackson.core;
    requires static transitive org.jspecify;

    exports digital.memu.inference.ollama;

    provides digital.memu.inference.backend.BackendProvider with
            digital.memu.inference.ollama.OllamaBackendProvider;
}
