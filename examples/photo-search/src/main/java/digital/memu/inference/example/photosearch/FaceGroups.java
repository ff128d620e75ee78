package digital.memu.inference.example.photosearch;

import digital.memu.inference.example.photosearch.PhotoIndex.StoredFace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Groups of faces: those that are alike are joined, and so are the groups that they are in. What is alike is asked of the
 * index, which finds a face's nearest ones without a look at all the others.
 */
final class FaceGroups {

    private static final int NEIGHBOURS = 64;

    private final List<Person> persons;
    private final Set<Trust> trust;

    private FaceGroups(List<Person> persons, Set<Trust> trust) {
        this.persons = persons;
        this.trust = trust;
    }

    /** All faces, of which those with a cosine of at least that much are alike. */
    static FaceGroups of(PhotoIndex index, double cosine) throws IOException {
        List<StoredFace> faces = index.faces();
        Map<Integer, Integer> parents = new HashMap<>();
        for (StoredFace face : faces) {
            for (int other : index.facesLike(face, cosine, NEIGHBOURS)) {
                parents.put(root(parents, face.number()), root(parents, other));
            }
        }
        Map<Integer, List<StoredFace>> groups = new LinkedHashMap<>();
        for (StoredFace face : faces) {
            groups.computeIfAbsent(root(parents, face.number()), number -> new ArrayList<>())
                    .add(face);
        }
        List<Person> persons = new ArrayList<>();
        for (List<StoredFace> group : groups.values()) {
            Person person = person(index, group);
            if (!person.photos().isEmpty()) {
                persons.add(person);
            }
        }
        persons.sort(Comparator.<Person>comparingInt(person -> -person.photos().size())
                .thenComparing(person -> person.photos().get(0).path()));
        return new FaceGroups(persons, faces.stream().map(StoredFace::trust).collect(Collectors.toSet()));
    }

    private static int root(Map<Integer, Integer> parents, int face) {
        int at = face;
        int next = parents.getOrDefault(at, at);
        while (next != at) {
            int further = parents.getOrDefault(next, next);
            parents.put(at, further); // the way is shorter for the next one
            at = next;
            next = further;
        }
        return at;
    }

    private static Person person(PhotoIndex index, List<StoredFace> faces) throws IOException {
        Map<String, List<Box>> boxes = new LinkedHashMap<>();
        for (StoredFace face : faces) {
            boxes.computeIfAbsent(face.content(), content -> new ArrayList<>()).add(face.box());
        }
        List<Match> photos = new ArrayList<>();
        for (Map.Entry<String, List<Box>> photo : boxes.entrySet()) {
            List<String> paths = index.paths(photo.getKey());
            if (!paths.isEmpty()) {
                Trust trust = faces.get(0).trust();
                photos.add(new Match(photo.getKey(), paths, 1, trust, photo.getValue(), ""));
            }
        }
        photos.sort(Comparator.comparing(Match::path));
        return new Person(photos);
    }

    /** Those with the most photos first. */
    List<Person> persons() {
        return persons;
    }

    /** Where the faces' vectors come from. */
    Set<Trust> trust() {
        return trust;
    }
}
