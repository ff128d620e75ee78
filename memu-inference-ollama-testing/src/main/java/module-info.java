/** A simulated Ollama on a real socket, for tests. It shares no code with the client that it tests. */
module digital.memu.inference.ollama.testing {
    requires com.fasterxml.jackson.databind;
    requires static transitive org.jspecify;

    exports digital.memu.inference.ollama.testing;
}
