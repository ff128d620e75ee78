/** Tools and structured answers with Java types, by any chat model. */
module digital.memu.inference.tools {
    requires transitive digital.memu.inference;
    requires com.fasterxml.jackson.core;
    requires static transitive org.jspecify;

    exports digital.memu.inference.tools;
}
