package digital.memu.inference.example.guides;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody is left half-way: every system has its row, and every command is one that the reader can have. */
class GuidesTest {

    private static final Path PC = Markdown.GUIDES.resolve("gaming-pc.md");
    private static final Pattern MEMU = Pattern.compile("(?m)(?:^|`)memu [a-z]");

    @ParameterizedTest
    @ValueSource(strings = {"## 1. Install and expose", "## 2. Firewall", "## 3. Sleep", "## 7. Undo"})
    void everySystemIsToldWhatToDo(String heading) throws IOException {
        String guide = Files.readString(PC);
        int start = guide.indexOf(heading + "\n");
        assertThat(start).isNotNegative();
        int next = guide.indexOf("\n## ", start);
        String section = next < 0 ? guide.substring(start) : guide.substring(start, next);

        assertThat(section).contains("Windows", "macOS", "Linux");
    }

    @Test
    void noFirewallIsOpenedToEverybody() throws IOException {
        for (Path guide : Markdown.guides()) {
            List<String> rules = Pattern.compile("(?:ufw allow|firewall-cmd --permanent)[^`\\n]*")
                    .matcher(Files.readString(guide))
                    .results()
                    .map(rule -> rule.group())
                    .toList();
            assertThat(rules).allMatch(rule -> rule.contains("allow from ") || rule.contains("source address="));
            assertThat(Files.readString(guide)).doesNotContain("--add-port", "--add-service");
            if (guide.equals(PC)) {
                assertThat(rules).hasSize(3);
            }
        }
    }

    @Test
    void whoIsToTypeMemuIsToldHowToGetIt() throws IOException {
        for (Path guide : Markdown.guides()) {
            String text = Files.readString(guide);
            Matcher first = MEMU.matcher(text);
            if (first.find()) {
                assertThat(text.substring(0, first.start()))
                        .as(guide.toString())
                        .contains("(../../README.md#on-the-command-line)");
            }
        }
        assertThat(Files.readString(Markdown.ROOT.resolve("README.md"))).contains("alias memu=");
    }
}
