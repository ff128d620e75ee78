package digital.memu.inference.example.wizard.save;

import digital.memu.inference.config.EnvValues;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.example.wizard.form.Service;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.InvalidAddressException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The addresses that a file has for other computers. What is this device's own is for the library to say. */
final class OtherComputers {

    private OtherComputers() {}

    /** The variables that may hold them; the first that is set counts. */
    private static List<String> names(Service service) {
        return service == Service.OLLAMA ? List.of(Plan.OLLAMA) : List.of(Plan.PHOTOS, "IMMICH_MACHINE_LEARNING_URL");
    }

    /** As they are written, those that nobody can read among them; empty for this device. */
    static List<String> written(EnvValues file, Map<String, String> environment, Service service) {
        Optional<String> text = names(service).stream()
                .flatMap(name -> file.get(name).stream())
                .filter(value -> !value.isBlank())
                .findFirst();
        return text.stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(part -> !part.isEmpty() && isOther(part, file, environment, service))
                .toList();
    }

    private static boolean isOther(String part, EnvValues file, Map<String, String> environment, Service service) {
        boolean chat = service == Service.OLLAMA;
        String own = chat ? "OLLAMA_LOCAL_HOST" : "MACHINE_LEARNING_LOCAL_URL";
        Map<String, String> values = new LinkedHashMap<>();
        values.put(names(service).get(0), part);
        Optional.ofNullable(environment.get(own))
                .filter(value -> !value.isBlank())
                .or(() -> file.get(own))
                .ifPresent(value -> values.put(own, value));
        try {
            InferenceSettings settings = InferenceSettings.of(values);
            return !(chat ? settings.ollamaHosts() : settings.machineLearningHosts()).isEmpty();
        } catch (InferenceException e) {
            // Shown, so that it can be put right.
            return true;
        }
    }

    /** What to write for an address that was typed: with the others after it, as long as the first one is the same. */
    static String withTheRest(String typed, List<String> written, Service service) {
        HostAddress first = HostAddress.parse(typed, service.port());
        List<HostAddress> now =
                written.stream().flatMap(part -> read(part, service).stream()).toList();
        boolean same = !now.isEmpty() && now.get(0).equals(first);
        Stream<HostAddress> all = same ? now.stream().distinct() : Stream.of(first);
        return String.join(",", all.map(HostAddress::toString).toList());
    }

    private static Optional<HostAddress> read(String part, Service service) {
        try {
            return Optional.of(HostAddress.parse(part, service.port()));
        } catch (InvalidAddressException e) {
            return Optional.empty();
        }
    }
}
