package digital.memu.inference.example.guides;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.support.RealParts;
import digital.memu.support.Signals;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the guides say to type is typed: every {@code sh} block marked {@code <!-- run: WORDS -->}, in order, in a folder with
 * the files of the guides, against simulated servers. The words must be in what it prints.
 */
class CommandsTest {

    private static final long LIMIT_SECONDS = 120;

    /** What the guides call {@code memu}. */
    private static final String MEMU = """
            #!/usr/bin/env bash
            exec "$JAVA" -XX:TieredStopAtLevel=1 -cp "$MEMU_PATH" digital.memu.inference.example.cli.Main "$@"
            """;

    /** A call in a block or within a line, up to its comment. */
    private static final Pattern NAMED = Pattern.compile("(?m)(?:^|`|\\| )memu ([a-z]+)([^`\\n#]*)");

    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"gaming-pc.md", "immich-ml.md", "tailscale.md", "troubleshooting.md", "memu-maintainers.md"})
    void theCommandsWork(String guide) throws Exception {
        RealParts.require(
                there("bash") && there("curl"),
                "Bash and curl missing: the guides' commands are not tried (install them).");
        prepareFolder();
        try (OllamaSimulator pc = OllamaSimulator.builder()
                        .version("0.32.15")
                        .model("llama3.2")
                        .pullable(SimulatedModel.named("llama3.1:8b").build())
                        .build();
                ImmichMlSimulator photos = ImmichMlSimulator.builder().build()) {
            for (Markdown.Block block : runnable(guide)) {
                String wanted = block.mark().substring("run: ".length());
                assertThat(run(block.text(), pc.url(), photos.url()))
                        .as("%s:%n%s", guide, block.text())
                        .contains(wanted);
            }
        }
    }

    /** The address of the reader's own servers is for him to say; all else is tried. */
    @Test
    void everyCommandIsTried() throws IOException {
        for (Path guide : Markdown.guides()) {
            assertThat(Markdown.blocks(guide))
                    .filteredOn(block -> block.language().equals("sh"))
                    .filteredOn(block -> !block.text().matches("export (PC|PHOTOS)=.*\\n"))
                    .as(guide.toString())
                    .allMatch(block -> block.mark().startsWith("run: "));
        }
    }

    /** In the README too, whose commands are for servers that this test has not. */
    @Test
    void everyMemuCommandOfAnyDocumentExists() throws Exception {
        RealParts.require(there("bash"), "Bash missing: the documents' commands are not looked up (install it).");
        prepareFolder();
        Map<String, Set<String>> used = new TreeMap<>();
        for (Path document : Markdown.documents()) {
            NAMED.matcher(Files.readString(document)).results().forEach(call -> {
                Set<String> options = used.computeIfAbsent(call.group(1), name -> new TreeSet<>());
                OPTION.matcher(call.group(2)).results().forEach(option -> options.add(option.group()));
            });
        }

        assertThat(used).containsKeys("ask", "env", "explain", "models", "pause", "photo", "pull", "status", "test");
        for (Map.Entry<String, Set<String>> command : used.entrySet()) {
            String help = run("memu " + command.getKey() + " --help", "", "");
            assertThat(help).contains("Usage: memu " + command.getKey());
            assertThat(command.getValue()).allSatisfy(option -> assertThat(help).contains(option));
        }
    }

    private static List<Markdown.Block> runnable(String guide) throws IOException {
        return Markdown.blocks(Markdown.GUIDES.resolve(guide)).stream()
                .filter(block -> block.mark().startsWith("run: "))
                .toList();
    }

    private void prepareFolder() throws IOException {
        Path memu =
                Files.writeString(Files.createDirectory(folder.resolve("bin")).resolve("memu"), MEMU);
        assertThat(memu.toFile().setExecutable(true)).isTrue();
        try (Stream<Path> files = Files.list(Markdown.GUIDES.resolve("files"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    private String run(String commands, String pc, String photos) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.matches("(?i).*_proxy|(OLLAMA|MACHINE_LEARNING|IMMICH|AI)_.*"));
        environment.put("PATH", folder.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
        environment.put("HOME", folder.toString());
        environment.put(
                "JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        environment.put("MEMU_PATH", System.getProperty("java.class.path"));
        environment.put("PC", pc);
        environment.put("PHOTOS", photos);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            String printed = Files.readString(output);
            assertThat(ended).as("ended in time: %s%n%s", commands, printed).isTrue();
            assertThat(process.exitValue()).as("%s%n%s", commands, printed).isZero();
            return printed;
        } finally {
            Signals.kill(process);
        }
    }

    private static boolean there(String program) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
