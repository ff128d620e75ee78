package digital.memu.inference.example.cli;

import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.InvalidAddressException;
import java.util.Iterator;
import java.util.List;

/** The services that a connection test knows by their names. */
final class Services implements Iterable<String> {

    static final String OLLAMA = "Ollama";
    static final String IMMICH_ML = "Immich ML";

    private static final int IMMICH_ML_PORT = 3003;

    /** For the completion of shells. */
    @Override
    public Iterator<String> iterator() {
        return List.of(OLLAMA, IMMICH_ML).iterator();
    }

    static boolean isOllama(String service) {
        return service.equalsIgnoreCase(OLLAMA);
    }

    /** What is usually at an address; of one that cannot be read the test itself tells what is wrong. */
    static String at(String url) {
        try {
            return HostAddress.parse(url).port() == IMMICH_ML_PORT ? IMMICH_ML : OLLAMA;
        } catch (InvalidAddressException e) {
            return OLLAMA;
        }
    }
}
