package digital.memu.inference.example.guides;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All Java in the guides is compiled in this module, and stands there as it stands here. */
class SnippetsTest {

    private static final Pattern SNIPPET =
            Pattern.compile("// snippet: ([\\w-]+)\\n(.*?)// end of snippet", Pattern.DOTALL);

    @Test
    void theGuidesShowWhatIsCompiledHere() throws IOException {
        Map<String, String> compiled = compiled();
        Set<String> shown = new HashSet<>();
        for (Path guide : Markdown.guides()) {
            for (Markdown.Block block : Markdown.blocks(guide)) {
                if (block.language().equals("java")) {
                    assertThat(block.mark())
                            .as("the mark above a block of Java in %s", guide)
                            .startsWith("snippet: ");
                    String name = block.mark().substring("snippet: ".length());
                    assertThat(compiled).as(guide.toString()).containsKey(name);
                    assertThat(squeezed(block.text()))
                            .as("%s in %s", name, guide)
                            .isEqualTo(squeezed(compiled.get(name)));
                    shown.add(name);
                }
            }
        }

        assertThat(shown).isEqualTo(compiled.keySet());
    }

    private static Map<String, String> compiled() throws IOException {
        Map<String, String> snippets = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            for (Path source : sources) {
                SNIPPET.matcher(Files.readString(source))
                        .results()
                        .forEach(found -> assertThat(snippets.put(found.group(1), found.group(2)))
                                .as("a second %s", found.group(1))
                                .isNull());
            }
        }
        return snippets;
    }

    /** Line breaks are the formatter's business, not the reader's. */
    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
