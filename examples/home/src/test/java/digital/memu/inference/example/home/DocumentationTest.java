package digital.memu.inference.example.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The last line of the definition of done: whoever reads the README finds every program, and every command is one. */
class DocumentationTest {

    private final Path root = Repository.root();
    private final String readme = read("README.md");
    private final String deploying = read("examples/deploy/README.md");

    @Test
    void theReadmeTellsHowToRunEveryExample() {
        assertThat(readme)
                .contains("./mvnw -q -Pdemo", "./mvnw -q -Pphotos", "./mvnw -q -Pbot", "./mvnw -q -Phome")
                .contains("memu-setup.jar", "memu.jar", "photo-search.jar", "(examples/deploy/README.md)");
    }

    @Test
    void everyProfileThatIsNamedExists() {
        Set<String> named = found("\\./mvnw (?:-q )?-P(\\w+)", readme + deploying);
        assertThat(named).contains("demo", "home");
        assertThat(found("<id>(\\w+)</id>", read("pom.xml"))).containsAll(named);
    }

    @Test
    void everyFileAndModuleThatIsNamedExists() {
        Set<String> paths = found("(examples/[a-z-]+)[/, ]", readme + deploying);
        paths.addAll(found("(examples/deploy/[\\w.-]+)", deploying));
        assertThat(paths)
                .hasSizeGreaterThan(3)
                .allSatisfy(path -> assertThat(root.resolve(path)).exists());
        assertThat(found("`((?:bot|wizard)\\.Dockerfile|compose\\.yaml|memu-[a-z]+\\.service)`", deploying))
                .hasSize(5)
                .allSatisfy(file -> assertThat(root.resolve("examples/deploy").resolve(file))
                        .exists());
    }

    @Test
    void everyVariableOfTheComposeFileIsTold() {
        String known = deploying + read("docs/configuration.md");
        assertThat(found("\\$\\{([A-Z_]+)", read("examples/deploy/compose.yaml")))
                .hasSizeGreaterThan(10)
                .allSatisfy(variable -> assertThat(known).contains("`" + variable + "`"));
    }

    @Test
    void theJarsThatAreNamedAreMade() {
        assertThat(List.of("bot", "wizard")).allSatisfy(module -> {
            String jar = module.equals("bot") ? "memu-bot.jar" : "memu-setup.jar";
            assertThat(read("examples/" + module + "/pom.xml"))
                    .contains("<outputFile>${project.build.directory}/" + jar + "</outputFile>");
            assertThat(deploying).contains("examples/" + module + "/target/" + jar);
            assertThat(read("examples/deploy/" + module + ".Dockerfile")).contains("COPY " + jar + " .\n");
        });
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String read(String file) {
        try {
            return Files.readString(root.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
