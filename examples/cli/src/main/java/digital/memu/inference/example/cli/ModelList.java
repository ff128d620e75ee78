package digital.memu.inference.example.cli;

import digital.memu.inference.example.cli.Servers.Server;
import digital.memu.inference.example.console.Interrupts;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.ollama.InstalledModel;
import digital.memu.inference.ollama.LoadedModel;
import digital.memu.inference.ollama.OllamaClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The models of one server.
 *
 * @param error why it did not tell; empty when it did
 */
record ModelList(Server server, List<Model> models, String error) {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Asks the server. */
    static ModelList of(Server server) {
        OllamaClient client = Interrupts.watch(server.client(PATIENCE));
        try {
            Map<String, LoadedModel> loaded = client.ps().stream()
                    .collect(Collectors.toMap(LoadedModel::name, Function.identity(), (one, other) -> one));
            return new ModelList(
                    server,
                    client.tags().stream().map(model -> Model.of(model, loaded)).toList(),
                    "");
        } catch (InferenceException e) {
            return new ModelList(server, List.of(), String.valueOf(e.getMessage()));
        } finally {
            Interrupts.forget(client);
            client.close();
        }
    }

    Map<String, Object> json() {
        return new Fields()
                .with("name", server.name())
                .with("tier", server.tier().name())
                .with("address", server.address())
                .with("answered", error.isEmpty())
                .with("error", error)
                .with("models", models.stream().map(Model::json).toList())
                .map();
    }

    /**
     * One model.
     *
     * @param elsewhere whether it is only a name for one that runs on another machine, usually in the internet
     * @param gpuShare how much of it is on a graphics card, where it is loaded and the server tells
     */
    record Model(String name, OptionalLong size, boolean elsewhere, boolean loaded, OptionalDouble gpuShare) {

        static Model of(InstalledModel model, Map<String, LoadedModel> loaded) {
            LoadedModel here = loaded.get(model.name());
            return new Model(
                    model.name(),
                    model.size(),
                    model.remoteHost().isPresent(),
                    here != null,
                    here == null ? OptionalDouble.empty() : here.gpuShare());
        }

        Map<String, Object> json() {
            return new Fields()
                    .with("name", name)
                    .with("sizeBytes", size)
                    .with("elsewhere", elsewhere)
                    .with("loaded", loaded)
                    .with("gpuShare", gpuShare)
                    .map();
        }
    }
}
