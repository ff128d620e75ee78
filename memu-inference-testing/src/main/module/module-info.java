/** For the unit tests of programs: backends that answer and fail as told, and a clock that is moved by hand. */
module digital.memu.inference.testing {
    requires transitive digital.memu.inference;
    requires static transitive org.jspecify;

    exports digital.memu.inference.testing;
}
