package digital.memu.inference.example.photosearch;

import digital.memu.inference.example.console.ExitCode;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.Plain;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups photos by the faces in them. */
@Command(
        name = "faces",
        description = {
            "Group the photos by who is in them; needs no server.",
            "",
            "Two faces are taken for one person's if their vectors are enough alike, or if faces between them lead from one"
                    + " to the other. Nobody knows names."
        })
final class FacesCommand implements Callable<Integer> {

    private final Io io;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Option(
            names = "--alike",
            paramLabel = "COSINE",
            defaultValue = "0.5",
            description =
                    "How much alike two faces of one person are at least, from 0 to 1; ${DEFAULT-VALUE} if left out:"
                            + " with less of it different people get into one group, with more of it one person into several.")
    private double alike = 0.5;

    @Option(names = "--all", description = "People of whom there is one face only, too; else they are only counted.")
    private boolean all;

    @Mixin
    private final Place place = new Place();

    @Mixin
    private final Output output = new Output();

    FacesCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws IOException {
        if (!(alike > 0 && alike <= 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--alike is more than 0, and 1 at most, not " + alike + ".");
        }
        try (PhotoIndex index = place.open()) {
            FaceGroups groups = FaceGroups.of(index, alike);
            List<Person> persons = all
                    ? groups.persons()
                    : groups.persons().stream()
                            .filter(person -> person.photos().size() > 1)
                            .toList();
            output.show(io, place, persons);
            int others = groups.persons().size() - persons.size();
            if (others > 0) {
                io.note(Plain.count(others, "face") + " like no face in another photo; --all shows them.");
            }
            if (groups.persons().isEmpty()) {
                io.note("There are no faces in the index.");
            }
            String warning = Trust.warning(groups.trust());
            if (!warning.isEmpty()) {
                io.note(warning);
            }
        }
        return ExitCode.FINE;
    }
}
