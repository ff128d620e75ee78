package digital.memu.inference.example.wizard.pull;

import digital.memu.inference.example.wizard.check.Recent;
import digital.memu.inference.example.wizard.security.Secrets;
import digital.memu.inference.ollama.OllamaClient;
import digital.memu.inference.route.HostAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Starts downloads, and remembers the latest of them. Thread-safe; whoever made it closes it. */
public final class Downloads implements AutoCloseable {

    private final Recent<Download> recent = new Recent<>(Download::cancel);
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "memu-setup-download");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Lets a computer fetch a model; one that is on its way there already is joined.
     *
     * @param checkId the test that showed the computer
     */
    public Download start(String checkId, HostAddress address, String model, boolean allowInternet) {
        Optional<Download> running = recent.all().stream()
                .filter(each -> each.state() == Download.State.RUNNING
                        && each.model().equals(model)
                        && each.address().equals(address))
                .findFirst();
        if (running.isPresent()) {
            return running.get();
        }
        OllamaClient client =
                OllamaClient.at(address).allowInternet(allowInternet).build();
        Download download = new Download(Secrets.next(), checkId, address, model, client);
        recent.put(download.id(), download);
        workers.execute(download::run);
        return download;
    }

    /** A download by its name; empty if it is too old, or never was. */
    public Optional<Download> find(String id) {
        return recent.find(id);
    }

    /** Ends those that are on their way. */
    @Override
    public void close() {
        recent.clear();
        workers.shutdownNow();
    }
}
