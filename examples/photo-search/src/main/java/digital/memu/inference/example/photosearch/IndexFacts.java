package digital.memu.inference.example.photosearch;

import digital.memu.inference.example.console.Failures;
import digital.memu.inference.route.EmbeddingSpace;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an index says of itself, written together with its contents.
 *
 * @param photos how many numbers the vectors of photos have; 0 while there is none
 * @param faces the same of faces
 * @param agreeing servers of which it was seen that their vectors of photos are the same as the others'
 */
record IndexFacts(Models models, int photos, int faces, Set<String> agreeing) {

    private static final String VERSION = "1";

    static IndexFacts of(Models models) {
        return new IndexFacts(models, 0, 0, Set.of());
    }

    Map<String, String> data() {
        return Map.of(
                "photo-search", VERSION,
                "embedding", models.embedding(),
                "faces", models.faces(),
                "text", models.text(),
                "embedding.dimension", String.valueOf(photos),
                "faces.dimension", String.valueOf(faces),
                "agreeing", String.join("\n", agreeing));
    }

    /** Reads what {@link #data} wrote. */
    static IndexFacts from(Map<String, String> data) {
        if (!VERSION.equals(data.get("photo-search"))) {
            throw new Failures.WrongUse("There is an index, but not one of this program in this version: name another"
                    + " place by --index");
        }
        return new IndexFacts(
                new Models(text(data, "embedding"), text(data, "faces"), text(data, "text")),
                Integer.parseInt(text(data, "embedding.dimension")),
                Integer.parseInt(text(data, "faces.dimension")),
                data.getOrDefault("agreeing", "").lines().collect(Collectors.toSet()));
    }

    private static String text(Map<String, String> data, String key) {
        return data.getOrDefault(key, "0");
    }

    /** The space of the photos' vectors, as soon as there is one. */
    EmbeddingSpace space() {
        return EmbeddingSpace.of(models.embedding(), photos);
    }

    /** The same with the size of these vectors, which must be that of the others; 0 says that there are none. */
    IndexFacts with(int photosNow, int facesNow) {
        return new IndexFacts(
                models, same(models.embedding(), photos, photosNow), same(models.faces(), faces, facesNow), agreeing);
    }

    /** The same with a further server that agrees. */
    IndexFacts withAgreeing(String server) {
        Set<String> more = new TreeSet<>(agreeing);
        more.add(server);
        return new IndexFacts(models, photos, faces, more);
    }

    private static int same(String model, int before, int now) {
        if (before != 0 && now != 0 && before != now) {
            throw new Failures.NotDone(
                    "The index has vectors of " + model + " with " + before
                            + " numbers, and a server now made one with "
                            + now + ": it has another model of the same name. Nothing of it was kept. Put that right on"
                            + " the server, or make the index anew by --rebuild.",
                    null);
        }
        return Math.max(before, now);
    }
}
