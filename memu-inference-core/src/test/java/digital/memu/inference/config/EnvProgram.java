package digital.memu.inference.config;

import digital.memu.inference.failure.InferenceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of its own that edits a file, for tests that need several or need one with other rights. */
final class EnvProgram {

    private EnvProgram() {}

    /** Arguments: the file, what the names of the variables begin with, how many to set, each in an edit of its own. */
    public static void main(String[] args) throws IOException {
        EnvFile file = EnvFile.at(Path.of(args[0]));
        System.out.println("ready");
        if (System.in.read() < 0) {
            return;
        }
        try {
            for (int i = 0; i < Integer.parseInt(args[2]); i++) {
                file.edit().set(args[1] + i, "value " + i).write();
            }
            System.out.println("done");
        } catch (InferenceException e) {
            System.out.println("refused: " + e.getMessage());
        }
    }

    /** The command line that runs it. */
    static List<String> command(Path file, String prefix, int count) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp"));
        command.add(Path.of("target", "classes").toAbsolutePath() + ":"
                + Path.of("target", "test-classes").toAbsolutePath());
        command.addAll(List.of(EnvProgram.class.getName(), file.toString(), prefix, String.valueOf(count)));
        return command;
    }
}
