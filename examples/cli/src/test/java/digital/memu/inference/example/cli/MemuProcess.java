package digital.memu.inference.example.cli;

import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.support.JavaProgram;
import java.nio.file.Path;

/** The command line in a process of its own. */
final class MemuProcess extends JavaProgram<MemuProcess> {

    MemuProcess(Path folder) {
        super(folder, Main.class, "memu.jar");
        with("TZ", "UTC")
                .with("XDG_STATE_HOME", folder.resolve("state").toString())
                .with("OLLAMA_MODEL", "llama3.2");
    }

    @Override
    protected MemuProcess self() {
        return this;
    }

    /** With these servers: one on another machine, as far as the settings know, and one here. */
    MemuProcess servers(OllamaSimulator pc, OllamaSimulator hub) {
        return with("OLLAMA_HOST", pc.url()).with("OLLAMA_LOCAL_HOST", hub.url());
    }
}
