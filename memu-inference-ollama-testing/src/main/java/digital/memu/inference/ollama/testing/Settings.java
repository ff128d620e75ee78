package digital.memu.inference.ollama.testing;

import java.time.Duration;
import java.util.List;

/** What a simulator was built with. */
record Settings(
        ServerVersion version,
        List<SimulatedModel> models,
        List<SimulatedModel> registry,
        Duration firstTokenDelay,
        Duration tokenDelay,
        int slots,
        int contextLength,
        Framing framing,
        int keptRequests) {}
