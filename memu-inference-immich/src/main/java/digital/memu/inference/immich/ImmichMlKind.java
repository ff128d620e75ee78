package digital.memu.inference.immich;

import digital.memu.inference.backend.ServerKind;
import digital.memu.inference.backend.Visit;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.health.FoundModel;
import digital.memu.inference.health.FoundService;
import digital.memu.inference.immich.internal.wire.ServerError;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Tier;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Immich's machine learning as a connection test looks at it: {@code /}, {@code /ping}, and {@code /predict} for nothing. */
final class ImmichMlKind implements ServerKind {

    static final String NAME = "Immich ML";

    /** Where it listens unless told otherwise. */
    static final int PORT = 3003;

    private static final int SMALL = 64 * 1024;
    private static final String FORM = "application/x-www-form-urlencoded";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int defaultPort() {
        return PORT;
    }

    @Override
    public List<Place> places(InferenceSettings settings) {
        List<Place> places = new ArrayList<>();
        for (HostAddress host : settings.machineLearningHosts()) {
            places.add(new Place(List.of(host), Tier.EXTERNAL, ""));
        }
        places.add(new Place(settings.machineLearningLocalHosts(), Tier.LOCAL, ""));
        return places;
    }

    @Override
    public Optional<FoundService> identify(Visit visit) {
        Visit.Answer root = visit.get("/", SMALL);
        return root.status() == 200 && ImmichMlMetadata.isRoot(root.text())
                ? Optional.of(FoundService.named(NAME))
                : Optional.empty();
    }

    /**
     * A request that asks for nothing: it proves that what is sent arrives, which a ping does not, and tells the generations
     * apart. No version is told anywhere.
     */
    @Override
    public Optional<FoundService> inspect(FoundService found, Visit visit) {
        Visit.Answer ping = visit.get("/ping", SMALL);
        if (ping.status() != 200 || !ping.text().equals("pong")) {
            return Optional.empty();
        }
        Visit.Answer nothing = predict(visit, "{}", "x");
        if (ImmichMlMetadata.isNothing(nothing.status(), nothing.text())) {
            return Optional.of(found.version("3.2-or-older"));
        }
        ServerError error = ServerError.ofBody(nothing.status(), nothing.text());
        return Optional.of(
                ImmichMlMetadata.isStrict(error)
                        ? found.version("3.3-or-newer")
                        : found.concern(DiagnosisCode.ML_VERSION_DIFF));
    }

    /** By its name without anything to work on; newer services take any name, so that a wrong one is found out by use only. */
    @Override
    public FoundService lookFor(String model, FoundService found, Visit visit) {
        byte[] entries = Entries.of(List.of(guess(model)), Thresholds.defaults(), null);
        Visit.Answer answer = predict(visit, new String(entries, StandardCharsets.UTF_8), "");
        ServerError error = ServerError.ofBody(answer.status(), answer.text());
        return ImmichMlErrors.wantsPayload(error) ? found.models(List.of(FoundModel.named(model))) : found;
    }

    /** What Immich's models are for shows in their names. */
    private static ImmichMlModel guess(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        if (name.startsWith("buffalo") || name.startsWith("antelope")) {
            return ImmichMlModel.faces(model);
        }
        return name.contains("pp-ocr") ? ImmichMlModel.text(model) : ImmichMlModel.embedding(model);
    }

    private static Visit.Answer predict(Visit visit, String entries, String text) {
        String form = "entries=" + URLEncoder.encode(entries, StandardCharsets.UTF_8)
                + (text.isEmpty() ? "" : "&text=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        return visit.post("/predict", FORM, form.getBytes(StandardCharsets.US_ASCII), SMALL);
    }
}
