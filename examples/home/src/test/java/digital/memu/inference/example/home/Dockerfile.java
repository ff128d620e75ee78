package digital.memu.inference.example.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The instructions of a Dockerfile, as far as ours use them. */
final class Dockerfile {

    final List<String> instructions;

    private Dockerfile(List<String> instructions) {
        this.instructions = instructions;
    }

    static Dockerfile read(Path file) throws IOException {
        String uncommented = Files.readString(file).replaceAll("(?m)^#.*\n", "").replace("\\\n", " ");
        return new Dockerfile(
                uncommented.lines().filter(line -> !line.isBlank()).toList());
    }

    /** The words of the last instruction of that name, behind its first {@code [}. */
    List<String> words(String instruction) {
        String line = instructions.get(last(instruction));
        Object words = new Yaml(new SafeConstructor(new LoaderOptions())).load(line.substring(line.indexOf('[')));
        List<String> texts = new ArrayList<>();
        ((List<?>) words).forEach(word -> texts.add(String.valueOf(word)));
        return texts;
    }

    /** Where the last instruction of that name is. */
    int last(String instruction) {
        for (int i = instructions.size() - 1; i >= 0; i--) {
            if (instructions.get(i).startsWith(instruction + " ")) {
                return i;
            }
        }
        throw new AssertionError("No " + instruction + " in " + instructions);
    }

    /** What the last {@code RUN} has the shell do. */
    String lastRun() {
        return instructions.get(last("RUN")).substring("RUN ".length());
    }

    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        instructions.stream()
                .filter(line -> line.startsWith("ENV "))
                .flatMap(line -> List.of(line.substring("ENV ".length()).split(" ")).stream())
                .forEach(pair -> environment.put(pair.split("=", 2)[0], pair.split("=", 2)[1]));
        return environment;
    }
}
