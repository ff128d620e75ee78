package digital.memu.inference.example.cli;

import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.example.console.Failures;
import digital.memu.inference.example.console.Plain;
import digital.memu.inference.ollama.OllamaClient;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The Ollama servers of the settings one by one, under the names that the router gives them; in its order. */
final class Servers {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    private Servers() {}

    static List<Server> of(InferenceSettings settings) {
        List<Server> servers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (HostAddress host : settings.ollamaHosts()) {
            String name = names.add(host.hostAndPort()) ? host.hostAndPort() : host.toString();
            servers.add(new Server(name, Tier.EXTERNAL, List.of(host), settings));
        }
        if (servers.isEmpty() || settings.fallback()) {
            servers.add(new Server("local", Tier.LOCAL, settings.ollamaLocalHosts(), settings));
        }
        return servers;
    }

    static Failures.WrongUse unknown(String name, List<String> names) {
        return new Failures.WrongUse(
                "There is no server named '" + Plain.of(name) + "'. There are: " + String.join(", ", names) + ".");
    }

    /** One server. */
    record Server(String name, Tier tier, List<HostAddress> addresses, InferenceSettings settings) {

        /**
         * A client of it, to be closed by whoever asked for it; questions about the server take no longer than this. Nobody
         * else would do the work meanwhile, so a slow network is given more time to connect than a router gives it.
         */
        OllamaClient client(Duration limit) {
            OllamaClient.Builder builder = OllamaClient.at(addresses.get(0));
            addresses.stream().skip(1).forEach(builder::orAt);
            return builder.allowInternet(settings.allowInternet())
                    .timeouts(clocks -> clocks.total(limit)
                            .connect(settings.connectTimeout().orElse(CONNECT)))
                    .build();
        }

        String address() {
            return addresses.get(0).hostAndPort();
        }
    }
}
