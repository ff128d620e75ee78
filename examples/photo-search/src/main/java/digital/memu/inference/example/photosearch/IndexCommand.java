package digital.memu.inference.example.photosearch;

import digital.memu.inference.example.console.DurationConverter;
import digital.memu.inference.example.console.ExitCode;
import digital.memu.inference.example.console.Failures;
import digital.memu.inference.example.console.Interrupts;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.LiveLine;
import digital.memu.inference.example.console.Plain;
import digital.memu.inference.example.console.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at what is new in a folder. */
@Command(
        name = "index",
        description = {
            "Look at the photos in a folder, so that they can be found.",
            "",
            "What was looked at is kept however this ends, and is not looked at again while it does not change: the same"
                    + " command goes on where the last one ended. Photos that are gone are taken out. Those that cannot be"
                    + " read are listed at the end; they are tried again when they change, or with --retry.",
            "",
            "Hidden files and folders are left out, and links are not followed."
        })
final class IndexCommand implements Callable<Integer> {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Io io;
    private final Homes homes;

    @Parameters(paramLabel = "FOLDER", description = "The folder with the photos.")
    private Path folder = Path.of("");

    @Option(
            names = "--index",
            paramLabel = "DIR",
            description = "Where the index is kept; '.photo-search' within the folder if left out.")
    private Path place = Path.of("");

    @Option(names = "--rebuild", description = "Make the index anew: all photos are looked at again.")
    private boolean rebuild;

    @Option(names = "--retry", description = "Try again those that could not be read.")
    private boolean retry;

    @Option(
            names = "--give-up-after",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = "10m",
            description = "How long to wait for a server when none answers; ${DEFAULT-VALUE} if left out.")
    private Duration giveUpAfter = Duration.ofMinutes(10);

    @Mixin
    private final ModelOptions models = new ModelOptions();

    IndexCommand(Io io, Homes homes) {
        this.io = io;
        this.homes = homes;
    }

    @Override
    public Integer call() throws IOException {
        Path root = Place.real(folder);
        Models asked = models.over(homes.usualModels());
        try (PhotoIndexWriter index = PhotoIndexWriter.open(IndexPlace.of(root, place), asked, rebuild)) {
            KnownPhotos known = index.known();
            if (retry) {
                known.forgetUnreadable();
            }
            FolderScan scan = FolderScan.of(root);
            refuseEmptied(scan, known);
            List<PhotoFile> changed =
                    scan.photos().stream().filter(file -> !known.has(file)).toList();
            Tally tally = changed.isEmpty() ? new Tally() : look(changed, index, known, asked);
            if (Interrupts.happened()) {
                io.note("Interrupted. " + Plain.count(known.readable(), "photo")
                        + " in the index; the same command goes on there.");
                return ExitCode.INTERRUPTED;
            }
            cleanUp(scan, index, known, tally);
            report(scan, known, tally);
            return ExitCode.FINE;
        }
    }

    private static void refuseEmptied(FolderScan scan, KnownPhotos known) {
        if (scan.photos().isEmpty() && !known.files().isEmpty() && !Interrupts.happened()) {
            throw new Failures.NotDone(
                    "There is no photo in the folder, though "
                            + Plain.count(known.files().size(), "photo")
                            + " of it are in the index: is its disk there? Nothing was taken out. If it is empty indeed,"
                            + " use --rebuild.",
                    null);
        }
    }

    private Tally look(List<PhotoFile> changed, PhotoIndexWriter index, KnownPhotos known, Models asked)
            throws IOException {
        Home home = homes.open();
        Patience patience = new Patience(home, giveUpAfter, PAUSE);
        Analyst analyst = new Analyst(home, asked, patience, known.contents());
        try (Progress progress = new Progress(io, new LiveLine(io.err(), Terminal.noteWidth()), changed.size())) {
            Indexing indexing = new Indexing(index, known, analyst, patience, progress);
            AutoCloseable stop = Interrupts.watch(() -> {
                indexing.stop();
                home.close();
            });
            try {
                return indexing.run(changed);
            } finally {
                Interrupts.forget(stop);
            }
        } finally {
            home.close();
        }
    }

    private static void cleanUp(FolderScan scan, PhotoIndexWriter index, KnownPhotos known, Tally tally)
            throws IOException {
        List<String> gone = new ArrayList<>(known.files().keySet());
        gone.removeAll(scan.paths());
        gone.removeIf(scan::isUnseen);
        for (String path : gone) {
            index.removeFile(path);
            known.remove(path);
        }
        index.removeContents(known.takeAbandoned());
        index.commit();
        tally.removed = gone.size();
    }

    private void report(FolderScan scan, KnownPhotos known, Tally tally) {
        io.println(Plain.count(known.readable(), "photo") + " in the index: " + tally.changes() + ".");
        List<Problem> problems = new ArrayList<>(scan.problems());
        problems.addAll(tally.problems);
        for (PhotoFile file : scan.photos()) {
            String why = known.problem(file.path());
            if (why != null) {
                problems.add(new Problem(file.path(), why));
            }
        }
        if (!problems.isEmpty()) {
            io.println(Plain.count(problems.size(), "photo") + " not in the index:");
            problems.stream()
                    .sorted(java.util.Comparator.comparing(Problem::path))
                    .forEach(problem -> io.println("  " + problem.words()));
        }
    }
}
