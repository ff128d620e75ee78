package digital.memu.inference.example.photosearch;

import digital.memu.inference.example.console.Plain;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which server made a vector, and whether it is known that those of the others may be compared with it. */
record Trust(String server, boolean calibrated) {

    /** What is to be said of vectors that are compared with one another; empty where there is nothing to fear. */
    static String warning(Collection<Trust> vectors) {
        Set<String> servers = vectors.stream().map(Trust::server).collect(Collectors.toCollection(TreeSet::new));
        boolean allCalibrated = vectors.stream().allMatch(Trust::calibrated);
        return servers.size() < 2 || allCalibrated
                ? ""
                : "What " + Plain.of(String.join(" and ", servers)) + " made of photos is compared here, and it is not"
                        + " known whether they make the same of one: what is found may be less than right.";
    }
}
