package digital.memu.inference.immich.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes an {@link ImmichMlSimulator}. Defaults:
 *
 * <ul>
 *   <li>a lenient service, on any free port
 *   <li>some models that Immich offers, {@code ViT-B-32__openai}, {@code buffalo_l} and {@code PP-OCRv5_mobile} among
 *       them, all loaded
 *   <li>vectors made from the file or the text, the same everywhere; no faces and no text in any picture
 *   <li>a keep-alive of 2 s, everything else in no time, four requests at once
 * </ul>
 *
 * <p>Not thread-safe. Functions given to it are called on the simulator's threads, several at once; one that throws
 * makes the service answer as to an error that nobody foresaw.
 */
public final class ImmichMlSimulatorBuilder {

    private final List<SimulatedMlModel> models = new ArrayList<>();
    private Generation generation = Generation.LENIENT;
    private int port;
    private int receiveBuffer;
    private Duration keepAlive = Duration.ofSeconds(2);
    private Duration runTime = Duration.ZERO;
    private Duration bootTime = Duration.ZERO;
    private Duration errorPause = Duration.ZERO;
    private @Nullable Boolean pingDuringLoad;
    private int requestThreads = 4;
    private boolean embeddingsAsArray;
    private int keptRequests = Integer.MAX_VALUE;
    private @Nullable Function<SimulatedPhoto, float[]> photoVectors;
    private @Nullable Function<String, float[]> textVectors;
    private Function<SimulatedPhoto, List<SimulatedFace>> faces = photo -> List.of();
    private Function<SimulatedPhoto, List<SimulatedLine>> lines = photo -> List.of();
    private long vectorSeed;
    private double vectorNoise;

    ImmichMlSimulatorBuilder() {}

    /** The generation to be. */
    public ImmichMlSimulatorBuilder generation(Generation generation) {
        this.generation = Objects.requireNonNull(generation);
        return this;
    }

    /** The port to listen on; 0 for any that is free. */
    public ImmichMlSimulatorBuilder port(int port) {
        this.port = port;
        return this;
    }

    /** Knows this model too, in place of one of the same name. */
    public ImmichMlSimulatorBuilder model(SimulatedMlModel model) {
        models.add(Objects.requireNonNull(model));
        return this;
    }

    // What the models see

    /** The vectors of photos, from every CLIP model. */
    public ImmichMlSimulatorBuilder embedding(Function<SimulatedPhoto, float[]> vectors) {
        this.photoVectors = Objects.requireNonNull(vectors);
        return this;
    }

    /** The vectors of texts, from every CLIP model. */
    public ImmichMlSimulatorBuilder textEmbedding(Function<String, float[]> vectors) {
        this.textVectors = Objects.requireNonNull(vectors);
        return this;
    }

    /** The faces in a photo. */
    public ImmichMlSimulatorBuilder faces(Function<SimulatedPhoto, List<SimulatedFace>> faces) {
        this.faces = Objects.requireNonNull(faces);
        return this;
    }

    /** The lines of text in a photo, in reading order; a lenient service sends them the other way round. */
    public ImmichMlSimulatorBuilder text(Function<SimulatedPhoto, List<SimulatedLine>> lines) {
        this.lines = Objects.requireNonNull(lines);
        return this;
    }

    /** Gives vectors like no simulator of another seed does, as if its models were others of the same name. */
    public ImmichMlSimulatorBuilder vectorSeed(long seed) {
        this.vectorSeed = seed;
        return this;
    }

    /**
     * Adds something of this length to vectors of length 1, always the same to the same, as if its card calculated a
     * little otherwise. With 0.1 the cosine between vectors with and without is about 0.995, with 0.2 about 0.98.
     */
    public ImmichMlSimulatorBuilder vectorNoise(double noise) {
        this.vectorNoise = noise;
        return this;
    }

    /** Sends embeddings as arrays instead of as text that holds an array, as servers before v1.125 did. */
    public ImmichMlSimulatorBuilder embeddingsAsArray(boolean asArray) {
        this.embeddingsAsArray = asArray;
        return this;
    }

    // Time

    /** How long a connection stays open after an answer. */
    public ImmichMlSimulatorBuilder keepAlive(Duration time) {
        this.keepAlive = Objects.requireNonNull(time);
        return this;
    }

    /** How long a model works on one photo or text. Detection and recognition are two runs. */
    public ImmichMlSimulatorBuilder runTime(Duration time) {
        this.runTime = Objects.requireNonNull(time);
        return this;
    }

    /** How long nothing answers after a worker's death or idle restart. */
    public ImmichMlSimulatorBuilder bootTime(Duration time) {
        this.bootTime = Objects.requireNonNull(time);
        return this;
    }

    /** How long nothing answers, {@code /ping} included, after a bad photo or another error that ends as plain 500. */
    public ImmichMlSimulatorBuilder errorPause(Duration time) {
        this.errorPause = Objects.requireNonNull(time);
        return this;
    }

    /** Whether anything is answered while a model loads. Default: not by a lenient service. */
    public ImmichMlSimulatorBuilder pingDuringLoad(boolean answered) {
        this.pingDuringLoad = answered;
        return this;
    }

    /** How many runs and loads go on at once; more of them wait. */
    public ImmichMlSimulatorBuilder requestThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads begin at 1");
        }
        this.requestThreads = threads;
        return this;
    }

    // The rest

    /** Lets the system buffer so many bytes of an upload that is not read. Default: what it likes, some megabytes. */
    public ImmichMlSimulatorBuilder receiveBuffer(int bytes) {
        this.receiveBuffer = bytes;
        return this;
    }

    /** Keeps only so many of the latest requests, with their photos, for long runs. Default: all. */
    public ImmichMlSimulatorBuilder keepRequests(int latest) {
        this.keptRequests = latest;
        return this;
    }

    /**
     * A running simulator.
     *
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public ImmichMlSimulator build() {
        Settings settings = new Settings(
                generation,
                keepAlive,
                runTime,
                bootTime,
                errorPause,
                pingDuringLoad == null ? generation == Generation.STRICT : pingDuringLoad,
                requestThreads,
                embeddingsAsArray,
                keptRequests);
        Contents contents = new Contents(photoVectors, textVectors, faces, lines, vectorSeed, vectorNoise);
        List<SimulatedMlModel> known = new ArrayList<>(KnownModels.of(generation));
        known.addAll(models);
        return new ImmichMlSimulator(new Service(settings, contents, known), port, receiveBuffer);
    }
}
