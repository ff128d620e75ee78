package digital.memu.inference.example.cli;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.example.console.Interrupts;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.route.BackendStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A router over the servers that the settings name, with this command line's own pauses; closed by the command. */
final class Session implements AutoCloseable {

    /** Longer than any look at a server takes, the second one of a server that comes back included. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final InferenceSettings settings;
    private final InferenceRouter router;

    private Session(InferenceSettings settings, InferenceRouter router) {
        this.settings = settings;
        this.router = router;
    }

    static Session open(Io io) {
        return open(InferenceSettings.fromEnvironment(), Pauses.ofUser(), io);
    }

    static Session open(InferenceSettings settings, Pauses pauses, Io io) {
        Session session = new Session(settings, Interrupts.watch(InferenceRouter.from(settings)));
        session.pause(pauses.inForce(io));
        return session;
    }

    private void pause(Map<String, Instant> pauses) {
        Instant now = Instant.now();
        List<String> names = names();
        pauses.forEach((name, until) -> {
            // One that the settings no longer name is paused anyway.
            if (names.contains(name)) {
                router.pause(name, Duration.between(now, until));
            }
        });
    }

    InferenceSettings settings() {
        return settings;
    }

    InferenceRouter router() {
        return router;
    }

    /** Asks everybody once. */
    void look() {
        router.refresh(PATIENCE);
    }

    List<String> names() {
        return router.status().backends().stream().map(BackendStatus::name).toList();
    }

    /** The name, if there is a server of that name. */
    String known(String name) {
        return known(name, names());
    }

    /** The name, if there is a server of that name for this half. */
    String known(String name, Half half) {
        return known(name, half.servers(router));
    }

    private static String known(String name, List<String> names) {
        if (!names.contains(name)) {
            throw Servers.unknown(name, names);
        }
        return name;
    }

    @Override
    public void close() {
        Interrupts.forget(router);
        router.close();
    }
}
