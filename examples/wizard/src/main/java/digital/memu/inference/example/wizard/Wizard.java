package digital.memu.inference.example.wizard;

import digital.memu.inference.example.wizard.check.Checks;
import digital.memu.inference.example.wizard.page.MessagePage;
import digital.memu.inference.example.wizard.page.Restart;
import digital.memu.inference.example.wizard.page.Words;
import digital.memu.inference.example.wizard.pull.Downloads;
import digital.memu.inference.example.wizard.save.SettingsFile;
import digital.memu.inference.example.wizard.security.Gate;
import digital.memu.inference.example.wizard.security.Hosts;
import digital.memu.inference.example.wizard.security.RateLimit;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running page. Thread-safe; whoever started it closes it. */
public final class Wizard implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Wizard.class);

    /** Nobody types that much. */
    private static final long LARGEST_FORM = 64 << 10;

    private static final Pattern ALL_ADDRESSES = Pattern.compile("^(?:0\\.0\\.0\\.0|\\[::])(?=:)");

    private final Options options;
    private final Gate gate = new Gate();
    private final Checks checks;
    private final Downloads downloads = new Downloads();
    private final Javalin server;

    private Wizard(Options options) {
        this.options = options;
        SettingsFile file = new SettingsFile(options.file(), options.environment());
        this.checks = new Checks(file, new RateLimit(options.testsPerMinute()), options.thisDeviceToo());
        Hosts hosts = new Hosts(isLoopback(options.bind()), options.names());
        Guard guard = new Guard(gate, hosts);
        this.server = Javalin.create(config -> {
            configure(config);
            guard.add(config.routes);
            new Assets().add(config.routes);
            config.routes.get(Health.PATH, ctx -> ctx.result("well"));
            new SetupRoutes(file, checks).add(config.routes);
            new DownloadRoutes(file, checks, downloads).add(config.routes);
            new SaveRoutes(file, checks, options.restart()).add(config.routes);
        });
    }

    /**
     * Starts the page inside another program, which looks at the file itself: for this device only, at any free port.
     *
     * @param file of settings; it need not be there
     * @param environment in which settings are looked for before the file
     * @param thisDeviceToo whether "another computer" may be this one, as a simulated one is
     */
    public static Wizard start(Path file, Map<String, String> environment, boolean thisDeviceToo) {
        return start(new Options(
                file,
                "127.0.0.1",
                0,
                "",
                Set.of(),
                Restart.itself(),
                environment,
                Options.TESTS_PER_MINUTE,
                thisDeviceToo));
    }

    /**
     * Starts listening.
     *
     * @throws io.javalin.util.JavalinBindException if the port is taken, or the address is not this device's
     */
    static Wizard start(Options options) {
        Wizard wizard = new Wizard(options);
        try {
            wizard.server.start();
            return wizard;
        } catch (RuntimeException e) {
            wizard.close();
            throw e;
        }
    }

    private void configure(JavalinConfig config) {
        config.jetty.host = options.bind();
        config.jetty.port = options.port();
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.http.maxRequestSize = LARGEST_FORM;
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.routes.exception(RateLimit.Exceeded.class, (e, ctx) -> {
            ctx.header("Retry-After", String.valueOf(e.seconds()));
            message(ctx, HttpStatus.TOO_MANY_REQUESTS, "many", e.seconds());
        });
        config.routes.exception(Gone.class, (e, ctx) -> message(ctx, HttpStatus.GONE, "expired"));
        config.routes.exception(Exception.class, (e, ctx) -> {
            log.error("A request failed by a fault of this program", e);
            message(ctx, HttpStatus.INTERNAL_SERVER_ERROR, "fault");
        });
        config.routes.error(404, ctx -> message(ctx, HttpStatus.NOT_FOUND, "notfound"));
        config.routes.error(413, ctx -> message(ctx, HttpStatus.CONTENT_TOO_LARGE, "large"));
    }

    private static void message(Context ctx, HttpStatus status, String key, Object... fillings) {
        ctx.status(status).html(MessagePage.of(words(ctx), key, true, fillings));
    }

    static Words words(Context ctx) {
        return Words.accepted(ctx.header("Accept-Language"));
    }

    private static boolean isLoopback(String bind) {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Where it is reached, without the key; where that is at all addresses, the one that this device has for itself. */
    public String url() {
        String bind = options.bind();
        String listening = (bind.contains(":") ? "[" + bind + "]" : bind) + ":" + server.port();
        String reached = options.published().isEmpty() ? listening : options.published();
        return "http://" + ALL_ADDRESSES.matcher(reached).replaceFirst("127.0.0.1") + "/";
    }

    /** The address to open; it works once. */
    public String urlWithKey() {
        return url() + "?key=" + gate.key();
    }

    @Override
    public void close() {
        server.stop();
        downloads.close();
        checks.close();
    }

    /** Something that is asked for was forgotten. */
    static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Gone() {
            super("forgotten", null, false, false);
        }
    }
}
