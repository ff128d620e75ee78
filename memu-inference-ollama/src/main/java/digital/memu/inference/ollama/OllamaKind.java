package digital.memu.inference.ollama;

import digital.memu.inference.backend.ServerKind;
import digital.memu.inference.backend.Visit;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.health.FoundModel;
import digital.memu.inference.health.FoundService;
import digital.memu.inference.health.GpuEvidence;
import digital.memu.inference.ollama.internal.wire.Json;
import digital.memu.inference.ollama.internal.wire.ServerError;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Ollama as a connection test looks at it: {@code /api/version}, {@code /api/tags}, {@code /api/ps}, {@code /api/status}. */
final class OllamaKind implements ServerKind {

    private static final int SMALL = 64 * 1024;
    private static final int LARGE = 4 * 1024 * 1024;

    /** Before this one, anybody who reaches the server can read its memory (CVE-2026-7482). */
    private static final OllamaVersion SAFE = OllamaVersion.parse("0.17.1");

    private static final int FEW_TOKENS = 8;

    @Override
    public String name() {
        return "Ollama";
    }

    @Override
    public int defaultPort() {
        return 11434;
    }

    @Override
    public List<Place> places(InferenceSettings settings) {
        List<Place> places = new ArrayList<>();
        for (HostAddress host : settings.ollamaHosts()) {
            places.add(new Place(List.of(host), Tier.EXTERNAL, settings.ollamaModel()));
        }
        places.add(new Place(settings.ollamaLocalHosts(), Tier.LOCAL, settings.ollamaLocalModel()));
        return places;
    }

    @Override
    public Optional<FoundService> identify(Visit visit) {
        return fields(visit.get("/api/version", SMALL))
                .map(answer -> answer.text("version"))
                .filter(version -> !version.isEmpty())
                .map(this::of);
    }

    private FoundService of(String version) {
        FoundService found = FoundService.named(name()).version(version);
        OllamaVersion parsed = OllamaVersion.parse(version);
        return parsed.isRelease() && parsed.compareTo(SAFE) < 0 ? found.concern(DiagnosisCode.VERSION_OLD) : found;
    }

    /** Many a web program tells its version at the same path; only Ollama has models at the next. */
    @Override
    public Optional<FoundService> inspect(FoundService found, Visit visit) {
        Optional<Fields> tags = fields(visit.get("/api/tags", LARGE))
                .filter(answer -> answer.map().containsKey("models"));
        if (tags.isEmpty()) {
            return Optional.empty();
        }
        List<LoadedModel> loaded = visit.tryGet("/api/ps", LARGE).flatMap(OllamaKind::fields).stream()
                .flatMap(answer -> answer.objects("models").stream())
                .map(LoadedModel::new)
                .toList();
        List<FoundModel> models = tags.get().objects("models").stream()
                .map(InstalledModel::new)
                .map(model -> found(model, loaded))
                .toList();
        return Optional.of(found.models(models).gpu(gpu(loaded, visit)));
    }

    private static FoundModel found(InstalledModel model, List<LoadedModel> loaded) {
        FoundModel plain = FoundModel.named(model.name()).sized(model.size().orElse(0));
        FoundModel found =
                model.remoteHost().isPresent() || model.remoteModel().isPresent() ? plain.elsewhere() : plain;
        return loaded.stream()
                .filter(running -> ModelName.same(running.name(), model.name()))
                .findFirst()
                .map(running -> found.loaded(running.gpuShare()))
                .orElse(found);
    }

    private static GpuEvidence gpu(List<LoadedModel> loaded, Visit visit) {
        OptionalDouble share = loaded.stream()
                .map(LoadedModel::gpuShare)
                .flatMapToDouble(OptionalDouble::stream)
                .max();
        GpuEvidence evidence = GpuEvidence.unknown();
        evidence = share.isPresent() ? evidence.inUse(share.getAsDouble()) : evidence;
        return evidence.named(cards(visit), "Ollama");
    }

    /** No release names the card yet; proposals for {@code /api/status} do, as {@code gpus}. */
    private static List<String> cards(Visit visit) {
        Optional<Fields> status = visit.tryGet("/api/status", SMALL).flatMap(OllamaKind::fields);
        List<String> cards = new ArrayList<>();
        status.ifPresent(answer -> {
            answer.texts("gpus").forEach(cards::add);
            answer.objects("gpus")
                    .forEach(gpu -> gpu.optionalText("name")
                            .or(() -> gpu.optionalText("description"))
                            .ifPresent(cards::add));
        });
        return cards;
    }

    /** Some tokens, without {@code keep_alive}, so that the server's own time holds. */
    @Override
    public FoundService measure(FoundService found, String model, Visit visit) {
        Map<String, Object> request = Map.of(
                "model",
                model,
                "prompt",
                "Count from one to one hundred, in words.",
                "stream",
                false,
                "think",
                false,
                "options",
                Map.of("num_predict", 64, "temperature", 0));
        Visit.Answer answer = visit.post("/api/generate", Json.bytes(request), LARGE);
        Optional<Fields> spoken =
                fields(answer).filter(fields -> fields.text("error").isEmpty());
        if (spoken.isEmpty()) {
            return found.concern(trouble(ServerError.ofBody(answer.status(), answer.text())));
        }
        long tokens = spoken.get().number("eval_count").orElse(0);
        long nanos = spoken.get().number("eval_duration").orElse(0);
        return tokens < FEW_TOKENS || nanos <= 0 ? found : found.gpu(found.gpu().measured(tokens * 1e9 / nanos));
    }

    private static DiagnosisCode trouble(ServerError error) {
        if (ErrorTable.isTooBig(error)) {
            return DiagnosisCode.MODEL_TOO_BIG;
        }
        return error.status() == 503 || error.status() == 429 ? DiagnosisCode.BUSY : DiagnosisCode.SERVER_ERROR;
    }

    @Override
    public boolean sameModel(String one, String other) {
        return ModelName.same(one, other);
    }

    @Override
    public boolean isCloud(String model) {
        return ModelName.isCloud(model);
    }

    /** Nothing but a model's name may stand in what somebody pastes into a terminal. */
    @Override
    public String commandToInstall(String model) {
        try {
            ModelName.parse(model);
            return "ollama pull " + model.strip();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static Optional<Fields> fields(Visit.Answer answer) {
        return answer.status() == 200 ? Json.object(answer.body(), Set.of()).map(Fields::new) : Optional.empty();
    }
}
