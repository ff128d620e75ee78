package digital.memu.inference.example.photosearch;

import digital.memu.inference.example.console.Failures;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.Plain;
import digital.memu.inference.immich.testing.ImmichMlSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Plays a story for those who have neither photos nor servers at hand. */
@Command(
        name = "demo",
        description = "Draw a small album, and find things in it; on two simulated machines of" + " which one dies.")
final class DemoCommand implements Callable<Integer> {

    private static final Duration PACE = Duration.ofMillis(25);
    private static final Duration SOON = Duration.ofSeconds(30);

    /** The work on some six photos. */
    private static final int RUNS_UNTIL_DEATH = 30;

    private final Io io;

    @Parameters(
            paramLabel = "FOLDER",
            arity = "0..1",
            description = "A new folder to draw into; a temporary one if left out.")
    private Path wanted = Path.of("");

    DemoCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = folder();
        Path album = folder.resolve("album");
        Scenes.draw(album);
        io.println("An album of drawn pictures, and two simulated machines: a fast gaming-pc and a slow hub.");
        io.println("");
        io.println("1. All photos are looked at. In the middle of it somebody switches the gaming-pc off.");
        int code = run(new DyingHomes(), "index", album.toString());
        io.println("2. The same again: nothing has changed, so no machine is asked.");
        code = Math.max(code, run(new DyingHomes(), "index", album.toString()));
        io.println("3. What do the photos show? Who is in them? What is written there?");
        String in = album.toString();
        code = Math.max(
                code,
                run(
                        new CalmHomes(),
                        "search",
                        "a dog on the beach",
                        "--in",
                        in,
                        "-n",
                        "3",
                        "--html",
                        page(folder, "dog")));
        code = Math.max(code, run(new CalmHomes(), "faces", "--in", in, "--html", page(folder, "faces")));
        code = Math.max(code, run(new CalmHomes(), "text", "invoice", "--in", in, "--html", page(folder, "invoice")));
        io.println("Your own photos: photo-search index FOLDER. What was drawn here may be deleted: " + folder);
        return code;
    }

    private Path folder() throws IOException {
        if (wanted.toString().isEmpty()) {
            return Files.createTempDirectory("photos").toRealPath();
        }
        if (Files.exists(wanted)) {
            throw new Failures.WrongUse("'" + Plain.of(wanted.toString()) + "' is there already: name a new folder.");
        }
        return Files.createDirectories(wanted).toRealPath();
    }

    private static String page(Path folder, String name) {
        return folder.resolve(name + ".html").toString();
    }

    private int run(Homes homes, String... words) {
        io.println("");
        io.println("$ photo-search "
                + Stream.of(words)
                        .map(word -> word.contains(" ") ? '"' + word + '"' : word)
                        .collect(Collectors.joining(" ")));
        int code = Main.commandLine(io, homes).execute(words);
        io.println("");
        return code;
    }

    /** Two machines that are well. */
    private static final class CalmHomes implements Homes {

        @Override
        public boolean areSimulated() {
            return true;
        }

        @Override
        public Home open() {
            return new SimulatedHome(PACE).home();
        }
    }

    /** Two machines, one of which is switched off in the middle of its work. */
    private static final class DyingHomes implements Homes {

        @Override
        public boolean areSimulated() {
            return true;
        }

        @Override
        public Home open() {
            SimulatedHome machines = new SimulatedHome(PACE);
            ImmichMlSimulator pc = machines.pc();
            Thread somebody = new Thread(
                    () -> {
                        if (pc.awaitRuns(RUNS_UNTIL_DEATH, SOON)) {
                            pc.offline();
                        }
                    },
                    "somebody");
            somebody.setDaemon(true);
            somebody.start();
            return machines.home();
        }
    }
}
