package digital.memu.inference.example.photosearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import digital.memu.inference.example.console.Failures;
import digital.memu.inference.example.console.Plain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A page of photos that a browser shows without a server: no script, small pictures beside it, links to the files. */
final class HtmlPage {

    private static final String STYLE = """
            body { font: 16px/1.4 sans-serif; margin: 2em; background: #fff; color: #222 }
            .photos { display: flex; flex-wrap: wrap; gap: 1em }
            figure { margin: 0; width: 320px }
            .frame { position: relative; display: inline-block; max-width: 100% }
            .frame img { display: block; max-width: 100%; height: auto }
            .none { display: block; width: 320px; padding: 4em 0; text-align: center; background: #eee; color: #555 }
            .face { position: absolute; box-sizing: border-box; border: 2px solid #fc0 }
            figcaption { overflow-wrap: anywhere }
            .line { color: #555 }
            """;

    private final StringBuilder html = new StringBuilder();
    private final Path folder;
    private final Place place;
    private final Thumbnails thumbnails;

    private HtmlPage(Path folder, Place place, Thumbnails thumbnails) {
        this.folder = folder;
        this.place = place;
        this.thumbnails = thumbnails;
    }

    /**
     * Writes the page and its pictures.
     *
     * @return where it is
     */
    static Path write(Path page, Place place, String title, List<Section> sections) throws IOException {
        Path absolute = page.toAbsolutePath();
        Path parent = absolute.getParent();
        if (Files.isDirectory(absolute) || parent == null) {
            throw new Failures.WrongUse("'" + Plain.of(page.toString()) + "' is a folder: name a page in it.");
        }
        Files.createDirectories(parent);
        Path folder = parent.toRealPath();
        Path file = folder.resolve(absolute.getFileName());
        Thumbnails thumbnails = Thumbnails.beside(file);
        String html = new HtmlPage(folder, place, thumbnails).of(title, sections);
        WholeFile.write(file, html.getBytes(UTF_8));
        thumbnails.removeOthers();
        return file;
    }

    private String of(String title, List<Section> sections) throws IOException {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.append("<meta name=\"viewport\" content=\"width=device-width\">\n");
        html.append("<title>").append(text(title)).append("</title>\n");
        html.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
        html.append("<h1>").append(text(title)).append("</h1>\n");
        for (Section section : sections) {
            if (!section.title().isEmpty()) {
                html.append("<h2>").append(text(section.title())).append("</h2>\n");
            }
            html.append("<div class=\"photos\">\n");
            for (Match photo : section.photos()) {
                add(photo);
            }
            html.append("</div>\n");
        }
        return html.append("</body>\n</html>\n").toString();
    }

    private void add(Match photo) throws IOException {
        Path file = place.file(photo.path());
        html.append("<figure><a href=\"")
                .append(text(Links.relative(folder, file)))
                .append("\">");
        Optional<Path> thumbnail = thumbnails.of(photo.content(), file);
        if (thumbnail.isPresent()) {
            html.append("<span class=\"frame\"><img alt=\"\" src=\"")
                    .append(text(Links.relative(folder, thumbnail.get())))
                    .append("\">");
            photo.faces().forEach(this::add);
            html.append("</span>");
        } else {
            html.append("<span class=\"none\">no preview</span>");
        }
        html.append("</a><figcaption>").append(text(photo.path()));
        if (!photo.line().isEmpty()) {
            html.append("<div class=\"line\">").append(text(photo.line())).append("</div>");
        }
        html.append("</figcaption></figure>\n");
    }

    private void add(Box face) {
        html.append(String.format(
                Locale.ROOT,
                "<span class=\"face\" style=\"left:%.2f%%;top:%.2f%%;width:%.2f%%;height:%.2f%%\"></span>",
                100 * face.left(),
                100 * face.top(),
                100 * (face.right() - face.left()),
                100 * (face.bottom() - face.top())));
    }

    /** Text that means nothing but itself, also within quotes. */
    private static String text(String text) {
        return Plain.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Photos that belong together; the title may be empty. */
    record Section(String title, List<Match> photos) {}
}
