package digital.memu.inference.config;

/**
 * Something in a file that Docker Compose's reader would stumble over.
 *
 * @param line counted from 1
 * @param what in a few words, without anything of the file
 */
record EnvProblem(int line, String what) {

    @Override
    public String toString() {
        return "line " + line + ": " + what;
    }
}
