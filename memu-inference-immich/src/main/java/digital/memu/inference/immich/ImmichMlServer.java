package digital.memu.inference.immich;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.failure.ConnectionException;
import digital.memu.inference.internal.http.Exchange;
import digital.memu.inference.internal.http.ExchangeRequest;
import digital.memu.inference.internal.http.Transport;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.Route;
import digital.memu.inference.route.Tier;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One server as requests see it: the way to it, the name for people, how sure it is to be of what it finds, and what is known
 * of its models.
 */
record ImmichMlServer(
        String name, Tier tier, Transport transport, Thresholds thresholds, ModelKnowledge models, CoolDowns coolDowns)
        implements AutoCloseable {

    ImmichMlServer(String name, Tier tier, Transport transport, Thresholds thresholds) {
        this(name, tier, transport, thresholds, new ModelKnowledge(), new CoolDowns());
    }

    /** Sends a request on a connection of its own, which is gone afterwards. */
    <T> T ask(ExchangeRequest request, CallContext context, Reading<T> reading) {
        try (Exchange exchange = transport.open(request, context)) {
            return reading.read(exchange, exchange.start());
        } catch (ConnectionException e) {
            if (mayBeAnother(e)) {
                models.forget();
                coolDowns.forget();
            }
            throw e;
        }
    }

    /** Whether it may have been started anew, with other models: a packet or a name that is lost tells nothing of it. */
    private static boolean mayBeAnother(ConnectionException failure) {
        return switch (failure.kind()) {
            case REFUSED, RESET, CLOSED, BROKEN_OFF -> true;
            default -> false;
        };
    }

    /** The route of a request that knew no other server. */
    Route route(List<ImmichMlModel> asked, Duration duration) {
        String names = asked.stream().map(ImmichMlModel::name).distinct().collect(Collectors.joining(", "));
        return Route.of(List.of(Attempt.served(name, tier, names, null, duration)));
    }

    @Override
    public void close() {
        transport.close();
    }

    /** Makes something of an answer. */
    interface Reading<T> {
        T read(Exchange exchange, int status);
    }
}
