package digital.memu.inference.ollama;

import digital.memu.inference.internal.http.Transport;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.Route;
import digital.memu.inference.route.Tier;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One server as requests see it: the way to it, the name for people, where its models really run, how old it is, which of
 * its models go on with an answer, and how much they see at once.
 */
record OllamaServer(
        String name,
        Tier tier,
        Transport transport,
        RemoteGuard guard,
        ServerAge age,
        Continuing continuing,
        LoadedContexts contexts)
        implements AutoCloseable {

    OllamaServer(String name, Tier tier, Transport transport) {
        this(name, tier, transport, new RemoteGuard(), new ServerAge(), new Continuing(), new LoadedContexts());
    }

    /** The route of a request that knew no other server. */
    Route route(String model, @Nullable Duration firstEvent, Duration duration) {
        return Route.of(List.of(Attempt.served(name, tier, model, firstEvent, duration)));
    }

    @Override
    public void close() {
        transport.close();
    }
}
