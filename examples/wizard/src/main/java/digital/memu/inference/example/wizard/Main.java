package digital.memu.inference.example.wizard;

import digital.memu.inference.example.console.ExitCode;
import digital.memu.inference.example.console.JarVersion;
import digital.memu.inference.example.wizard.page.Restart;
import io.javalin.util.JavalinBindException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts the page, and prints the address to open. */
@Command(
        name = "memu-setup",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        versionProvider = Main.Version.class,
        description = {
            "Serves the page on which a household says where AI runs, and writes that to a .env file.",
            "",
            "The address that is printed has a key that works once, in one browser. Ctrl-C ends the program."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 1:it could not listen: the port is taken, or the address is not this device's",
            " 2:wrong usage",
            "70:a fault of this program"
        })
public final class Main implements Callable<Integer> {

    private final PrintStream out;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description = "The file to write; it need not be there. Default: ${DEFAULT-VALUE} in this folder.")
    private Path file = Path.of(".env");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where to listen; 0 for any free port. Default: ${DEFAULT-VALUE}.")
    private int port = 8765;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = {
                "The address of this device to listen at. Default: ${DEFAULT-VALUE}, which only this device reaches.",
                "With another one, whoever is in the network can read what is sent, for it is plain HTTP."
            })
    private String bind = "127.0.0.1";

    @Option(
            names = "--published",
            paramLabel = "ADDRESS:PORT",
            description = "Where it is reached, if that is another place than it listens at: in a container.")
    private String published = "";

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description = "A further name by which the page may be opened; repeat it for more.")
    private List<String> names = List.of();

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "The bot's service in docker-compose.yml. Default: ${DEFAULT-VALUE}.")
    private String service = "intelligence";

    @Option(
            names = "--restart-command",
            paramLabel = "COMMAND",
            description = {
                "What to run so that the bot reads the file, where it is no service of Docker Compose; shown, never run.",
                "Default: docker compose up -d, with the service."
            })
    private String restartCommand = "";

    private Main(PrintStream out) {
        this.out = out;
    }

    /** Runs until it is ended from outside. */
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Main(System.out));
        line.setExecutionExceptionHandler((fault, command, parsed) -> {
            command.getErr().println("This is a fault of this program: " + fault);
            return ExitCode.FAULT;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        Set<String> allowed =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        Restart restart = restartCommand.isBlank() ? Restart.compose(service) : Restart.command(restartCommand);
        Options options = new Options(
                file, bind, port, published, allowed, restart, System.getenv(), Options.TESTS_PER_MINUTE, false);
        try (Wizard wizard = Wizard.start(options)) {
            Runtime.getRuntime().addShutdownHook(new Thread(wizard::close, "memu-setup-end"));
            out.println("Open this address in a browser; it works once:");
            out.println("  " + wizard.urlWithKey());
            out.println("It writes to " + file.toAbsolutePath().normalize() + ". Ctrl-C ends it.");
            out.flush();
            new CountDownLatch(1).await();
            return ExitCode.FINE;
        } catch (JavalinBindException e) {
            spec.commandLine()
                    .getErr()
                    .println("Cannot listen at " + bind + ", port " + port
                            + ": the port is taken, or the address is not this device's. Choose another with --port or"
                            + " --bind.");
            return ExitCode.FAILED;
        }
    }

    private void check() {
        if (port < 0 || port > 65_535) {
            throw wrong("A port is a number from 0 to 65535.");
        }
        if (Files.isDirectory(file)) {
            throw wrong("The file of settings is a folder.");
        }
        if (!published.isEmpty() && !published.matches("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+):[0-9]{1,5}")) {
            throw wrong("Where it is reached is written like 127.0.0.1:8765.");
        }
        if (!service.matches("[A-Za-z0-9._-]{1,100}")) {
            throw wrong("The name of a service holds letters, digits, '.', '_' and '-'.");
        }
        try {
            InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw wrong("The address to listen at is not known here.");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    static final class Version extends JarVersion {
        Version() {
            super("memu-setup");
        }
    }
}
