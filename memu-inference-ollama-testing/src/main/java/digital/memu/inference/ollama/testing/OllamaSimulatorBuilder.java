package digital.memu.inference.ollama.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes an {@link OllamaSimulator}. Defaults:
 *
 * <ul>
 *   <li>version 0.32.15, any free port, no model
 *   <li>answers of two or three dozen words made from the prompt, without any delay
 *   <li>one request per model at a time, 4,096 tokens of context
 *   <li>one line per chunk and write, as Ollama does
 * </ul>
 *
 * <p>Not thread-safe.
 */
public final class OllamaSimulatorBuilder {

    private final List<SimulatedModel> models = new ArrayList<>();
    private final List<SimulatedModel> registry = new ArrayList<>();
    private String version = "0.32.15";
    private int port;
    private Function<RecordedRequest, SimulatedAnswer> answers = Answers::byPrompt;
    private @Nullable SimulatedAnswer json;
    private Duration firstTokenDelay = Duration.ZERO;
    private Duration tokenDelay = Duration.ZERO;
    private int slots = 1;
    private int contextLength = 4_096;
    private Framing framing = Framing.LIKE_OLLAMA;
    private int keptRequests = Integer.MAX_VALUE;

    OllamaSimulatorBuilder() {}

    /** Installs a model. */
    public OllamaSimulatorBuilder model(SimulatedModel model) {
        models.add(Objects.requireNonNull(model));
        return this;
    }

    /** Installs a chat model of which only the name matters. */
    public OllamaSimulatorBuilder model(String name) {
        return model(SimulatedModel.named(name).build());
    }

    /** Puts a model into the registry that models are pulled from. Default: none is there. */
    public OllamaSimulatorBuilder pullable(SimulatedModel model) {
        registry.add(Objects.requireNonNull(model));
        return this;
    }

    /**
     * The version to be: what it lacks is lacking. From 0.30 on errors have other words and {@code /api/tags} tells
     * capabilities; up to 0.12.5 an error before the first token is a line under status 200.
     *
     * @throws IllegalArgumentException if it does not look like {@code 0.17.0}
     */
    public OllamaSimulatorBuilder version(String version) {
        ServerVersion.of(version);
        this.version = version;
        return this;
    }

    /** The port to listen on; 0 for any that is free. */
    public OllamaSimulatorBuilder port(int port) {
        this.port = port;
        return this;
    }

    /** The answer to everything. */
    public OllamaSimulatorBuilder answer(String text) {
        return answer(SimulatedAnswer.text(text));
    }

    /** The answer to everything. */
    public OllamaSimulatorBuilder answer(SimulatedAnswer answer) {
        Objects.requireNonNull(answer);
        return answers(request -> answer);
    }

    /** The answer to each request. Called on the simulator's threads, several at once. */
    public OllamaSimulatorBuilder answers(Function<RecordedRequest, SimulatedAnswer> answers) {
        this.answers = Objects.requireNonNull(answers);
        return this;
    }

    /** The answer to requests with a {@code format}. Default: as for all others, or an object made from the prompt. */
    public OllamaSimulatorBuilder jsonAnswer(String json) {
        this.json = SimulatedAnswer.text(json);
        return this;
    }

    /** The time from a loaded model to the first token, or to a vector. */
    public OllamaSimulatorBuilder firstTokenDelay(Duration delay) {
        this.firstTokenDelay = Objects.requireNonNull(delay);
        return this;
    }

    /** The time between tokens, and between the steps of a transfer. */
    public OllamaSimulatorBuilder tokenDelay(Duration delay) {
        this.tokenDelay = Objects.requireNonNull(delay);
        return this;
    }

    /** How many requests a model serves at once; more of them wait in silence. */
    public OllamaSimulatorBuilder slots(int slots) {
        this.slots = slots;
        return this;
    }

    /** The context in tokens of a model loaded without {@code num_ctx}. */
    public OllamaSimulatorBuilder contextLength(int tokens) {
        this.contextLength = tokens;
        return this;
    }

    /** Keeps only so many of the latest requests, for long runs. Default: all. */
    public OllamaSimulatorBuilder keepRequests(int latest) {
        this.keptRequests = latest;
        return this;
    }

    /** Sends so many lines of a stream in one chunk. */
    public OllamaSimulatorBuilder linesPerChunk(int lines) {
        framing = new Framing(lines, framing.chunkSizes(), framing.segmentSizes());
        return this;
    }

    /** Cuts streams into chunks of these many bytes, over and over, wherever the lines end. */
    public OllamaSimulatorBuilder chunkSizes(int... bytes) {
        framing = new Framing(framing.linesPerChunk(), sizes(bytes), framing.segmentSizes());
        return this;
    }

    /** Writes so many bytes at once, over and over, headers and chunk sizes included. */
    public OllamaSimulatorBuilder segmentSizes(int... bytes) {
        framing = new Framing(framing.linesPerChunk(), framing.chunkSizes(), sizes(bytes));
        return this;
    }

    private static List<Integer> sizes(int[] bytes) {
        if (IntStream.of(bytes).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("sizes begin at 1");
        }
        return IntStream.of(bytes).boxed().toList();
    }

    /**
     * A running simulator.
     *
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public OllamaSimulator build() {
        Settings settings = new Settings(
                ServerVersion.of(version),
                List.copyOf(models),
                List.copyOf(registry),
                firstTokenDelay,
                tokenDelay,
                slots,
                contextLength,
                framing,
                keptRequests);
        return new OllamaSimulator(new Machine(settings, new Answers(answers, json)), port);
    }
}
