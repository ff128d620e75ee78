package digital.memu.inference.config;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.support.RealParts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The readers of others, Docker Compose's own and python-dotenv, asked about the same files. */
class RealReadersTest {

    private static final String PYTHON = String.join(
            "\n",
            "import base64, io, sys",
            "from dotenv import dotenv_values",
            "def b64(text): return base64.b64encode(text.encode()).decode()",
            "for line in sys.stdin:",
            "    text = base64.b64decode(line).decode()",
            "    found = dotenv_values(stream=io.StringIO(text))",
            "    print('ok', *(b64(k) + '=' + b64(v) for k, v in found.items() if v is not None))");

    @Test
    void composeReadsTheTableAsItSays() throws Exception {
        List<String> read =
                ask(compose(), ComposeCase.all().stream().map(ComposeCase::file).toList());

        List<String> expected =
                ComposeCase.all().stream().map(ComposeCase::value).toList();
        assertThat(read).containsExactlyElementsOf(expected);
    }

    @Test
    void composeReadsWhatWeWrite() throws Exception {
        List<String> read = ask(compose(), written());

        assertThat(read).containsExactlyElementsOf(ComposeCase.VALUES);
    }

    @Test
    void dotenvReadsTheTableAsComposeWhereTheTableSaysSo() throws Exception {
        List<ComposeCase> cases = ComposeCase.all();
        List<String> read = ask(dotenv(), cases.stream().map(ComposeCase::file).toList());

        List<String> otherwise = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            if (read.get(i).equals(cases.get(i).value()) != cases.get(i).dotenv()) {
                otherwise.add(cases.get(i) + " read as " + read.get(i));
            }
        }
        assertThat(otherwise).isEmpty();
    }

    /** It resolves references in single quotes too, and knows no way to write a dollar in double ones. */
    @Test
    void dotenvReadsWhatWeWriteButForReferencesAndDollarsBesideQuotes() throws Exception {
        List<String> read = ask(dotenv(), written());

        List<String> otherwise = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            if (!read.get(i).equals(ComposeCase.VALUES.get(i))) {
                otherwise.add(ComposeCase.VALUES.get(i));
            }
        }
        assertThat(otherwise).containsExactly("$A ${A} $$", "'$\"\\");
    }

    private static List<String> written() {
        return ComposeCase.VALUES.stream()
                .map(value ->
                        EnvPlan.of("# first\n", Map.of("K", Optional.of(value))).text())
                .toList();
    }

    private static List<String> compose() {
        Path reader = RealParts.folder("compose-reader-2.16.2").resolve("compose-reader");
        RealParts.require(
                Files.isExecutable(reader),
                "Docker Compose's reader missing: run .ci/install-real-parts (needs Go) to compare with it.");
        return List.of(reader.toString());
    }

    private static List<String> dotenv() {
        Path python = RealParts.folder("python-dotenv-1.2.1").resolve("whole");
        RealParts.require(
                Files.exists(python),
                "python-dotenv missing: run .ci/install-real-parts (needs Python) to compare with it.");
        return List.of(python.resolveSibling("bin/python").toString(), "-c", PYTHON);
    }

    /** What {@code K} is in each file, in a process whose environment knows {@code OUTER} only. */
    private static List<String> ask(List<String> command, List<String> files) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(Map.of("OUTER", "outer", "PYTHONIOENCODING", "utf-8"));
        Process process = builder.start();
        try (PrintStream out = new PrintStream(process.getOutputStream(), false, StandardCharsets.UTF_8)) {
            files.forEach(
                    file -> out.println(Base64.getEncoder().encodeToString(file.getBytes(StandardCharsets.UTF_8))));
        }
        List<String> values = new ArrayList<>();
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                values.add(value(line));
            }
        }
        assertThat(values).as("answers of %s", command.get(0)).hasSameSizeAs(files);
        return values;
    }

    private static String value(String line) {
        if (line.equals("error")) {
            return ComposeCase.REFUSED;
        }
        String key = Base64.getEncoder().encodeToString("K".getBytes(StandardCharsets.UTF_8)) + "=";
        for (String pair : line.split(" ")) {
            if (pair.startsWith(key)) {
                return new String(Base64.getDecoder().decode(pair.substring(key.length())), StandardCharsets.UTF_8);
            }
        }
        return "\0not set";
    }
}
