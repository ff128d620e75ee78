package digital.memu.inference.example.photosearch;

import digital.memu.inference.example.console.Plain;

/** A photo that is not in the index, and why. */
record Problem(String path, String why) {

    /** In one line for a terminal. */
    String words() {
        return Plain.of(path) + ": " + Plain.of(why);
    }
}
