package digital.memu.inference.backend;

import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.health.FoundService;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Tier;
import java.util.List;
import java.util.Optional;

/**
 * One kind of server as a connection test looks at it: who it is, what it has. The test owns the network, the limits and
 * the words; a kind knows paths and answers.
 *
 * <p>Implementations are stateless and thread-safe. They let the exceptions of {@link Visit} pass, and only {@link #measure}
 * may make a server load a model.
 */
public interface ServerKind {

    /** Its name for people, such as {@code Ollama}. */
    String name();

    /** The port where it usually listens. */
    int defaultPort();

    /** The servers of this kind that the settings name, in order of preference; contacts nobody. */
    List<Place> places(InferenceSettings settings);

    /**
     * The service that answers, if it is of this kind; empty if another one does.
     *
     * @throws digital.memu.inference.failure.InferenceException if there is no answer
     */
    Optional<FoundService> identify(Visit visit);

    /**
     * What it has: models, which of them are loaded, evidence of a graphics card; loads none. Empty if it only looked like
     * one of this kind. By default nothing more is known.
     *
     * @throws digital.memu.inference.failure.InferenceException if there is no answer
     */
    default Optional<FoundService> inspect(FoundService found, Visit visit) {
        return Optional.of(found);
    }

    /**
     * The same with a model that the server does not list, if it says that it has it; loads nothing. By default a server lists
     * all that it has.
     *
     * @throws digital.memu.inference.failure.InferenceException if there is no answer
     */
    default FoundService lookFor(String model, FoundService found, Visit visit) {
        return found;
    }

    /**
     * The same with the speed of a model, measured once; loads it if need be and keeps it no longer than the server itself
     * would. By default nothing is measured.
     *
     * @throws digital.memu.inference.failure.InferenceException if there is no answer
     */
    default FoundService measure(FoundService found, String model, Visit visit) {
        return found;
    }

    /** Whether two names mean the same model. */
    default boolean sameModel(String one, String other) {
        return one.equals(other);
    }

    /** Whether the name alone tells that the model runs in the internet. */
    default boolean isCloud(String model) {
        return false;
    }

    /** What to type on the server's machine to get a model; empty where there is no such command. */
    default String commandToInstall(String model) {
        return "";
    }

    /**
     * A server that settings name.
     *
     * @param addresses the first of them whose name resolves is meant; not empty
     * @param tier how far away it is
     * @param model the model asked for there; empty for none
     */
    record Place(List<HostAddress> addresses, Tier tier, String model) {

        /** A server at these addresses. */
        public Place {
            addresses = List.copyOf(addresses);
        }
    }
}
