package digital.memu.inference.example.cli;

import digital.memu.inference.example.cli.ModelList.Model;
import digital.memu.inference.example.cli.Servers.Server;
import digital.memu.inference.example.console.ExitCode;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.example.console.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The models of each server. */
@Command(
        name = "models",
        description =
                "List the models of each Ollama: name, size on disk, whether it is loaded. Loads none. Immich ML has no such"
                        + " list: 'memu test ADDRESS --model MODEL' asks it for one.")
final class ModelsCommand implements Callable<Integer> {

    private final Io io;

    @Mixin
    private final Format format = new Format();

    ModelsCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() {
        List<ModelList> lists = ask(Servers.of(Settings.read(io)));
        if (format.json) {
            io.document(new Fields()
                    .with("servers", lists.stream().map(ModelList::json).toList())
                    .map());
        } else {
            String before = "";
            for (ModelList list : lists) {
                io.print(before);
                print(list);
                before = System.lineSeparator();
            }
        }
        return lists.stream().anyMatch(list -> list.error().isEmpty()) ? ExitCode.FINE : ExitCode.FAILED;
    }

    /** All at once, so that those who are off cost no more than one of them. */
    private static List<ModelList> ask(List<Server> servers) {
        ExecutorService threads = Executors.newFixedThreadPool(servers.size());
        try {
            List<CompletableFuture<ModelList>> asked = servers.stream()
                    .map(server -> CompletableFuture.supplyAsync(() -> ModelList.of(server), threads))
                    .toList();
            return asked.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private void print(ModelList list) {
        Server server = list.server();
        io.println(server.name() + (server.name().equals(server.address()) ? "" : " (" + server.address() + ")") + ":");
        if (!list.error().isEmpty()) {
            io.println("  " + Plain.of(list.error()));
        } else if (list.models().isEmpty()) {
            io.println("  no models");
        }
        int name = list.models().stream()
                .mapToInt(model -> model.name().length())
                .max()
                .orElse(0);
        for (Model model : list.models()) {
            io.println(line(model, name));
        }
    }

    private static String line(Model model, int nameWidth) {
        List<String> facts = new ArrayList<>();
        facts.add("  " + Plain.of(model.name())
                + " ".repeat(nameWidth - model.name().length()));
        String size = model.size().isPresent() ? Plain.bytes(model.size().getAsLong()) : "?";
        facts.add(" ".repeat(Math.max(0, 6 - size.length())) + size);
        if (model.elsewhere()) {
            facts.add("runs elsewhere");
        }
        if (model.loaded()) {
            facts.add("loaded"
                    + (model.gpuShare().isPresent()
                            ? ", " + Math.round(model.gpuShare().getAsDouble() * 100) + " % on the graphics card"
                            : ""));
        }
        return String.join("  ", facts);
    }
}
