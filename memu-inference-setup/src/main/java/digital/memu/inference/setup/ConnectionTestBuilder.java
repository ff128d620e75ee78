package digital.memu.inference.setup;

import digital.memu.inference.backend.BackendProvider;
import digital.memu.inference.backend.ServerKind;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.failure.InvalidConfigurationException;
import digital.memu.inference.internal.http.HostResolver;
import digital.memu.inference.internal.time.SystemTime;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Tier;
import digital.memu.inference.route.Zone;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a {@link ConnectionTest} needs to know; not thread-safe.
 *
 * <p>Defaults: service {@code Ollama}; no model; any computer, this one too; nothing in the internet; no headers, no
 * exporter, no speed; the system's language.
 */
public final class ConnectionTestBuilder {

    private final String typed;
    private final ServerKind.@Nullable Place place;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable List<ServerKind> kinds;
    private String service = "Ollama";
    private String model = "";
    private boolean external;
    private boolean allowInternet;
    private @Nullable HostAddress exporter;
    private @Nullable Duration speedLimit;
    private double ownSpeed;
    private Consumer<Step> onStep = step -> {};
    private Locale locale = Locale.getDefault();
    private @Nullable TimeSource time;
    private Predicate<InetAddress> own = address -> Zone.of(address) == Zone.THIS_DEVICE;
    private HostResolver resolver = HostResolver.SYSTEM;

    ConnectionTestBuilder(String typed) {
        this.typed = Objects.requireNonNull(typed);
        this.place = null;
    }

    /** A test of a server that settings name. */
    ConnectionTestBuilder(ServerKind kind, ServerKind.Place place) {
        this.typed = place.addresses().get(0).toString();
        this.place = place;
        this.service = kind.name();
        this.model = place.model();
        this.external = place.tier() == Tier.EXTERNAL;
    }

    /** The service that should be there, by its name; capitals do not matter. */
    public ConnectionTestBuilder service(String name) {
        this.service = Objects.requireNonNull(name);
        return this;
    }

    /** The service that should be there, as it was named: what a model or a speed is wanted of may depend on it. */
    public String service() {
        return service;
    }

    /** The model that should be there; empty for none. */
    public ConnectionTestBuilder model(String name) {
        this.model = name.strip();
        return this;
    }

    /** Another computer than this one is meant: an address of this device's own is told as such, and not contacted. */
    public ConnectionTestBuilder external() {
        this.external = true;
        return this;
    }

    /** Allows public addresses, and models that run in the internet. */
    public ConnectionTestBuilder allowInternet(boolean allowed) {
        this.allowInternet = allowed;
        return this;
    }

    /** A header sent along always, for a proxy that asks for one; it appears nowhere else. */
    public ConnectionTestBuilder header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /**
     * Where an exporter of metrics tells the name of the server's graphics card, such as {@code
     * http://192.168.1.50:9835/metrics}. The same rules hold for its address as for the server's.
     *
     * @throws digital.memu.inference.route.InvalidAddressException if no client could use it
     */
    public ConnectionTestBuilder exporter(String url) {
        this.exporter = Exporter.at(url);
        return this;
    }

    /**
     * Measures the model's speed at the end, which loads it on that computer; so ask its owner. This takes up to {@code
     * limit}, in addition to the 10 seconds of the test.
     *
     * @throws IllegalArgumentException if it is not above zero
     */
    public ConnectionTestBuilder speed(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("a limit is above zero");
        }
        this.speedLimit = limit;
        return this;
    }

    /** This device's own speed with the same model in tokens per second, to compare with; 0 for unknown. */
    public ConnectionTestBuilder ownSpeed(double tokensPerSecond) {
        this.ownSpeed = tokensPerSecond;
        return this;
    }

    /** Told of each step as it begins, on the thread of the test; what it throws ends the test. */
    public ConnectionTestBuilder onStep(Consumer<Step> listener) {
        this.onStep = Objects.requireNonNull(listener);
        return this;
    }

    /** The language of all that is said; English where there are no words for it. */
    public ConnectionTestBuilder locale(Locale language) {
        this.locale = Objects.requireNonNull(language);
        return this;
    }

    /** The clock, for tests; default the machine's own. */
    public ConnectionTestBuilder time(TimeSource clock) {
        this.time = Objects.requireNonNull(clock);
        return this;
    }

    ConnectionTestBuilder kinds(List<ServerKind> known) {
        this.kinds = List.copyOf(known);
        return this;
    }

    ConnectionTestBuilder own(Predicate<InetAddress> addresses) {
        this.own = addresses;
        return this;
    }

    ConnectionTestBuilder resolver(HostResolver names) {
        this.resolver = names;
        return this;
    }

    /**
     * The test; contacts nobody.
     *
     * @throws InvalidConfigurationException if no module on the path knows the service, or a header cannot be sent
     */
    public ConnectionTest build() {
        List<ServerKind> known = kinds == null ? knownKinds() : kinds;
        ServerKind kind = known.stream()
                .filter(each -> each.name().equalsIgnoreCase(service))
                .findFirst()
                .orElseThrow(() -> new InvalidConfigurationException(
                        "No module on the path knows the service that should be tested. Known are: "
                                + known.stream().map(ServerKind::name).toList() + ".",
                        null));
        TypedAddress address = place == null
                ? TypedAddress.read(typed, kind.defaultPort())
                : TypedAddress.of(place.addresses().get(0));
        List<HostAddress> addresses =
                place != null ? place.addresses() : address.address() == null ? List.of() : List.of(address.address());
        Set<Zone> zones = allowInternet ? EnumSet.allOf(Zone.class) : EnumSet.complementOf(EnumSet.of(Zone.INTERNET));
        SystemTime ownTime = time == null ? new SystemTime() : null;
        return new ConnectionTest(
                new Plan(
                        address,
                        addresses,
                        kind,
                        known,
                        model,
                        external,
                        Set.copyOf(zones),
                        Map.copyOf(headers),
                        exporter,
                        speedLimit,
                        ownSpeed,
                        onStep,
                        locale,
                        time == null ? Objects.requireNonNull(ownTime) : time,
                        own,
                        resolver),
                ownTime);
    }

    /** The kinds of servers that modules on the path know. */
    static List<ServerKind> knownKinds() {
        List<ServerKind> known = new ArrayList<>();
        for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
            Optional<ServerKind> kind = provider.kind();
            kind.ifPresent(known::add);
        }
        return known;
    }
}
