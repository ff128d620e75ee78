package digital.memu.inference.example.photosearch;

import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.Plain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** How photos that were found are shown. */
final class Output {

    @Option(names = "--json", description = "Print JSON: one document.")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "PAGE",
            description = "Write a page with small pictures too, for a browser; such as found.html.")
    private Path page = Path.of("");

    /** Shows matches under this title, as data; where there is none a note says so. */
    void show(Io io, Place place, String title, List<Match> matches) throws IOException {
        if (json) {
            List<Object> all = new ArrayList<>();
            for (Match match : matches) {
                all.add(json(place, match));
            }
            io.document(all);
        } else {
            for (Match match : matches) {
                io.println(String.format(Locale.ROOT, "%5.2f  ", match.score()) + place.words(match.path()));
                match.others().forEach(other -> io.println("       also " + place.words(other)));
                if (!match.line().isEmpty()) {
                    io.println("       " + Plain.of(match.line()));
                }
            }
        }
        if (matches.isEmpty()) {
            io.note("Nothing was found.");
        }
        writePage(io, place, title, List.of(new HtmlPage.Section("", matches)));
    }

    /** Shows who is in which photos. */
    void show(Io io, Place place, List<Person> persons) throws IOException {
        List<HtmlPage.Section> sections = new ArrayList<>();
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < persons.size(); i++) {
            Person person = persons.get(i);
            String title =
                    "Person " + (i + 1) + ": " + Plain.count(person.photos().size(), "photo");
            sections.add(new HtmlPage.Section(title, person.photos()));
            List<Object> photos = new ArrayList<>();
            for (Match photo : person.photos()) {
                photos.add(json(place, photo));
            }
            all.add(Map.of("person", i + 1, "photos", photos));
            if (!json) {
                io.println(title);
                person.photos().forEach(photo -> io.println("  " + place.words(photo.path())));
            }
        }
        if (json) {
            io.document(all);
        }
        writePage(io, place, "Faces", sections);
    }

    private void writePage(Io io, Place place, String title, List<HtmlPage.Section> sections) throws IOException {
        if (!page.toString().isEmpty()) {
            io.note("Page: "
                    + Plain.of(HtmlPage.write(page, place, title, sections).toString()));
        }
    }

    private static Map<String, Object> json(Place place, Match match) throws IOException {
        Map<String, Object> photo = new LinkedHashMap<>();
        photo.put("path", match.path());
        photo.put("file", place.file(match.path()).toString());
        photo.put("score", Math.round(match.score() * 10_000) / 10_000.0);
        if (!match.line().isEmpty()) {
            photo.put("line", match.line());
        }
        if (!match.others().isEmpty()) {
            photo.put("copies", match.others());
        }
        photo.put(
                "faces",
                match.faces().stream()
                        .map(box -> List.of(box.left(), box.top(), box.right(), box.bottom()))
                        .toList());
        return photo;
    }
}
