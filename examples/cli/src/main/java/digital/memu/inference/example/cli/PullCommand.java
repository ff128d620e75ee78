package digital.memu.inference.example.cli;

import digital.memu.inference.example.console.ExitCode;
import digital.memu.inference.example.console.Failures;
import digital.memu.inference.example.console.Interrupts;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.ollama.ModelTransfer;
import digital.memu.inference.ollama.OllamaClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets a server fetch a model. */
@Command(
        name = "pull",
        description = {
            "Let a server fetch a model from its registry, which is in the internet.",
            "",
            "Ctrl-C stops the server too. It keeps what it has fetched: pulling the model again goes on there."
        })
final class PullCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Io io;

    @Mixin
    private final Format format = new Format();

    @Option(
            names = "--on",
            paramLabel = "SERVER",
            description = "The server, by the name that 'memu models' shows; the preferred one if left out.")
    private String on = "";

    @Parameters(paramLabel = "NAME", description = "The model, such as llama3.2 or qwen2.5:7b.")
    private String model = "";

    PullCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() {
        if (model.isBlank()) {
            throw new Failures.WrongUse("The name of the model is empty.");
        }
        Servers.Server server = server(Servers.of(Settings.read(io)));
        try (PullProgress progress = format.json ? new PullProgress.AsJson(io) : new PullProgress.AsText(io, server)) {
            try (OllamaClient client = server.client(PATIENCE);
                    ModelTransfer pull = Interrupts.watch(client.models().pull(model))) {
                pull.forEach(progress::step);
                progress.done(server.name(), model);
                return ExitCode.FINE;
            } catch (InferenceException e) {
                progress.failed(e);
                throw e;
            }
        }
    }

    private Servers.Server server(List<Servers.Server> all) {
        return on.isEmpty()
                ? all.get(0)
                : all.stream()
                        .filter(server -> server.name().equals(on))
                        .findFirst()
                        .orElseThrow(() -> Servers.unknown(
                                on, all.stream().map(Servers.Server::name).toList()));
    }
}
