package digital.memu.inference.example.demo;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.ollama.OllamaBackend;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import java.time.Duration;

/** The story on two simulated machines: real sockets and the real protocol, only the models are made up. */
final class SimulatedHome {

    private static final String ANSWER =
            "Sunlight is a mixture of all colours, and the air scatters the blue part of it far"
                    + " more than the red. So blue light reaches your eyes from every direction, not only from the sun. In the"
                    + " evening the light takes a longer way through the air, and mostly the red is left.";

    private SimulatedHome() {}

    static void play(String question, Duration pace, Narrator narrator) {
        try (OllamaSimulator pc = machine("llama3.1:8b", pace);
                OllamaSimulator hub = machine("llama3.2", pace.multipliedBy(3));
                InferenceRouter router = InferenceRouter.builder()
                        .backend(OllamaBackend.at(pc.url())
                                .named("gaming-pc")
                                .external()
                                .model("llama3.1:8b")
                                .build())
                        .backend(OllamaBackend.at(hub.url())
                                .named("hub")
                                .local()
                                .model("llama3.2")
                                .build())
                        .build()) {
            // A program that has just begun takes its time for its first connection, and the other machine might win.
            router.refresh(Duration.ofSeconds(20));
            narrator.say("Two simulated machines: a fast gaming-pc and a slow hub. (OLLAMA_HOST asks real ones.)");
            narrator.say("");
            narrator.say("1. Both are on: the fast one answers.");
            narrator.ask(router, question);

            narrator.say("2. The gaming-pc dies in the middle of the answer: the hub completes it.");
            pc.next(Fault.resetAfterEvents(14));
            narrator.ask(router, question);

            narrator.say("3. The gaming-pc is switched off: the hub answers at once.");
            pc.goOffline();
            narrator.ask(router, question);

            narrator.say("4. It is known to be off: nobody asks it any more.");
            narrator.ask(router, question);
        }
    }

    private static OllamaSimulator machine(String model, Duration tokenDelay) {
        return OllamaSimulator.builder()
                .model(SimulatedModel.named(model).loaded().build())
                .answer(ANSWER)
                .tokenDelay(tokenDelay)
                .build();
    }
}
