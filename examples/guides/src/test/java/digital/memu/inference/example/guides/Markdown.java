package digital.memu.inference.example.guides;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The documents of the repository, and what stands in one. */
final class Markdown {

    static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    static final Path GUIDES = ROOT.resolve("docs/guides");

    /** A comment that marks the block below it, where there is one; the language; the text. */
    private static final Pattern BLOCK = Pattern.compile(
            "(?m)(?:^<!-- ([^\\n]*) -->\\n)?^```(\\w*)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    record Block(String mark, String language, String text) {}

    private Markdown() {}

    /** All documents, those of build folders and hidden ones left out. */
    static List<Path> documents() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean ours = folder.equals(ROOT) || !(name.startsWith(".") || name.equals("target"));
                return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    static List<Path> guides() throws IOException {
        return documents().stream().filter(file -> file.startsWith(GUIDES)).toList();
    }

    static List<Block> blocks(Path document) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(document));
        while (matcher.find()) {
            String mark = matcher.group(1);
            blocks.add(new Block(mark == null ? "" : mark, matcher.group(2), matcher.group(3)));
        }
        return blocks;
    }
}
