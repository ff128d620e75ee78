package digital.memu.inference.ollama;

import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.RecordedRequest;
import digital.memu.inference.ollama.testing.SimulatedModel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A server whose models come and go and turn into names for others in the internet, and what the library can know of that:
 * what the server told it less than five minutes ago.
 */
final class CloudHouse implements AutoCloseable {

    static final String VECTORS = "v";
    private static final List<String> MODELS = List.of("a", "b:7b", VECTORS);
    /** Installed, and nothing but their names tells where they run. */
    private static final List<String> CLOUD = List.of("gpt-oss:cloud", "gpt-oss:20b-cloud");

    private static final long GOOD_FOR = Duration.ofMinutes(5).toNanos();

    private enum Place {
        HERE,
        ELSEWHERE,
        NOWHERE
    }

    private final OllamaSimulator server = OllamaSimulator.builder()
            .answer("Hello there, friend.")
            .keepRequests(300)
            .build();
    private final Map<String, Place> places = new HashMap<>();
    /** By the name that was asked for: when the server told last that the model is its own. */
    private final Map<String, Long> told = new HashMap<>();

    /** Whether an answer may not tell where it comes from, because it fails. */
    private boolean mute;

    private @Nullable RecordedRequest last;
    private int turned;

    CloudHouse() {
        CLOUD.forEach(name -> server.install(SimulatedModel.named(name).build()));
    }

    String url() {
        return server.url();
    }

    /** Begins anew: other models, of which nobody knows anything. */
    void begin(Random random) {
        server.heal();
        mute = false;
        MODELS.forEach(model -> change(model, random));
        judge("nothing", 0);
        told.clear();
    }

    /** Something happens: a model moves, or the next question or answer fails. */
    void change(Random random) {
        switch (random.nextInt(6)) {
            case 0 -> server.next("/api/show", Fault.error(500, "cannot read"));
            case 1 -> server.next("/api/show", Fault.cutInMidBody());
            case 2 -> {
                server.next(Fault.error(500, "something new"));
                mute = true;
            }
            default -> change(MODELS.get(random.nextInt(random.nextInt(MODELS.size()) + 1)), random);
        }
    }

    private void change(String model, Random random) {
        Place place = switch (random.nextInt(6)) {
            case 0 -> Place.NOWHERE;
            case 1, 2 -> Place.ELSEWHERE;
            default -> Place.HERE;
        };
        places.put(model, place);
        SimulatedModel.Builder installed = SimulatedModel.named(model);
        if (model.equals(VECTORS)) {
            installed.embedding(4);
        }
        switch (place) {
            case HERE -> server.install(installed.build());
            case ELSEWHERE ->
                server.install(installed.remote("https://ollama.com:443").build());
            case NOWHERE -> server.remove(model);
        }
    }

    /** Reads what has come since the last time: how many prompts, each of which must have been allowed by what was known. */
    int judge(String secret, long now) {
        List<RecordedRequest> all = server.requests();
        int prompts = 0;
        int from = last == null ? 0 : all.indexOf(last) + 1;
        for (RecordedRequest request : all.subList(from, all.size())) {
            last = request;
            String model = request.model().orElse("");
            if (request.path().equals("/api/show")) {
                learn(model, now);
            }
            if (request.body().contains(secret)) {
                prompts++;
                judge(request.path(), model, now);
            }
        }
        return prompts;
    }

    private void learn(String model, long now) {
        if (place(model) == Place.HERE) {
            told.put(model, now);
        } else {
            told.remove(model);
        }
    }

    private void judge(String path, String model, long now) {
        if (place(model) == null) {
            throw new AssertionError("a prompt for " + model + ", whose name says where it goes");
        }
        Long since = told.get(model);
        if (since == null || now - since > GOOD_FOR) {
            throw new AssertionError("a prompt for " + model + ", which is " + place(model) + ": nobody had asked");
        }
        turned += place(model) == Place.ELSEWHERE ? 1 : 0;
        boolean tells = place(model) == Place.NOWHERE || !path.equals("/api/embed"); // vectors do not
        if (tells && !mute) {
            learn(model, since);
        }
    }

    /** Prompts that came for a model that had turned into a name for another one a moment ago. */
    int turned() {
        return turned;
    }

    /** Whether another server answers under this name. */
    boolean isElsewhere(String model) {
        return place(model) == Place.ELSEWHERE;
    }

    private @Nullable Place place(String model) {
        return places.get(model.endsWith(":local") ? model.substring(0, model.lastIndexOf(':')) : model);
    }

    @Override
    public void close() {
        server.close();
    }
}
