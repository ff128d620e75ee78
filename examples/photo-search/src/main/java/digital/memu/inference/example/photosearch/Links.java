package digital.memu.inference.example.photosearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Links from a page to files, whatever signs their names have. */
final class Links {

    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private Links() {}

    /** From a page in that folder to that file; both as the file system itself calls them. */
    static String relative(Path folder, Path file) {
        if (folder.getRoot() == null || !folder.getRoot().equals(file.getRoot())) {
            return file.toUri().toASCIIString(); // on another drive
        }
        return StreamSupport.stream(folder.relativize(file).spliterator(), false)
                .map(name -> encoded(name.toString()))
                .collect(Collectors.joining("/"));
    }

    /** Everything but what has no meaning in a link, as bytes of UTF-8. */
    private static String encoded(String name) {
        StringBuilder link = new StringBuilder(name.length());
        for (byte sign : name.getBytes(UTF_8)) {
            if (sign > 0 && PLAIN.indexOf(sign) >= 0) {
                link.append((char) sign);
            } else {
                link.append(String.format(Locale.ROOT, "%%%02X", sign & 0xFF));
            }
        }
        return link.toString();
    }
}
