package digital.memu.inference.setup;

import digital.memu.inference.backend.ServerKind;
import digital.memu.inference.backend.Visit;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.health.FoundService;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Tier;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A kind of server that answers {@code /ping} with its name. */
record FakeKind(String name, int defaultPort, Set<DiagnosisCode> concerns, boolean complete) implements ServerKind {

    FakeKind(String name, int defaultPort) {
        this(name, defaultPort, Set.of(), true);
    }

    @Override
    public List<Place> places(InferenceSettings settings) {
        return List.of(new Place(List.of(HostAddress.parse("gaming-pc", defaultPort)), Tier.EXTERNAL, ""));
    }

    @Override
    public Optional<FoundService> identify(Visit visit) {
        Visit.Answer answer = visit.get("/ping", 1024);
        if (answer.status() != 200 || !answer.text().equals(name)) {
            return Optional.empty();
        }
        FoundService found = FoundService.named(name);
        for (DiagnosisCode code : concerns) {
            found = found.concern(code);
        }
        return Optional.of(found);
    }

    @Override
    public Optional<FoundService> inspect(FoundService found, Visit visit) {
        return complete ? Optional.of(found) : Optional.empty();
    }
}
