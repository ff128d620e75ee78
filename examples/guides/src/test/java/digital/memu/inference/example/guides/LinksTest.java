package digital.memu.inference.example.guides;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every link from a document to a file or a heading of this repository leads somewhere. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("\\[[^\\]\\n]*(?:\\n[^\\]\\n]*)?\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```$");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        int seen = 0;
        for (Path document : Markdown.documents()) {
            String prose = CODE_BLOCK.matcher(Files.readString(document)).replaceAll("");
            for (MatchResult link : LINK.matcher(prose.replaceAll("`[^`\\n]*`", "`code`"))
                    .results()
                    .toList()) {
                String target = link.group(1);
                if (!target.matches("[a-z]+:.*")) {
                    seen++;
                    if (!leadsSomewhere(document, target)) {
                        broken.add(Markdown.ROOT.relativize(document) + ": " + target);
                    }
                }
            }
        }

        assertThat(broken).isEmpty();
        assertThat(seen).as("links looked at").isGreaterThan(40);
    }

    @Test
    void everyGuideIsInTheIndex() throws IOException {
        String index = Files.readString(Markdown.ROOT.resolve("docs/README.md"));

        assertThat(Markdown.guides())
                .hasSizeGreaterThan(5)
                .allSatisfy(guide -> assertThat(index).contains("(guides/" + guide.getFileName() + ")"));
        assertThat(Markdown.documents().stream()
                        .filter(file -> file.getParent().equals(Markdown.ROOT.resolve("docs")))
                        .filter(file -> !file.endsWith("README.md")))
                .allSatisfy(document -> assertThat(index).contains("(" + document.getFileName() + ")"));
    }

    private static boolean leadsSomewhere(Path from, String target) throws IOException {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
        return Files.exists(file)
                && file.startsWith(Markdown.ROOT)
                && (parts.length == 1 || anchors(file).contains(parts[1]));
    }

    /** As GitHub makes them of headings: small letters, digits and hyphens; the second of a name gets a number. */
    private static Set<String> anchors(Path file) throws IOException {
        String text = CODE_BLOCK.matcher(Files.readString(file)).replaceAll("");
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> times = new HashMap<>();
        HEADING.matcher(text).results().forEach(heading -> {
            String slug = heading.group(1)
                    .replaceAll("\\]\\([^)]*\\)", "")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            int before = times.merge(slug, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? slug : slug + "-" + before);
        });
        ANCHOR.matcher(text).results().forEach(anchor -> anchors.add(anchor.group(1)));
        return anchors;
    }
}
