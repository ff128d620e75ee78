package digital.memu.inference.example.wizard.check;

import digital.memu.inference.example.wizard.form.Answers;
import digital.memu.inference.example.wizard.form.Service;
import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.health.FoundModel;
import digital.memu.inference.setup.Diagnosis;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What cannot work, and so is not saved. A computer that is off, busy or not set up yet can. */
public final class Obstacles {

    /** No address at all, one that may not be used, or one where something else answered. */
    private static final Set<DiagnosisCode> HOPELESS = Set.of(
            DiagnosisCode.URL_INVALID,
            DiagnosisCode.PORT_MISSING,
            DiagnosisCode.ADDRESS_FORBIDDEN,
            DiagnosisCode.SELF,
            DiagnosisCode.WRONG_SERVICE,
            DiagnosisCode.NOT_JSON,
            DiagnosisCode.NOT_FOUND,
            DiagnosisCode.AUTH,
            DiagnosisCode.REDIRECT,
            DiagnosisCode.TLS_MISMATCH,
            DiagnosisCode.RESPONSE_TOO_LARGE);

    private Obstacles() {}

    /** The services whose address cannot work; none for this device, which is the only one that there is. */
    public static List<Service> in(Check check) {
        return Arrays.stream(Service.values())
                .filter(service -> check.answers().elsewhere()
                        && check.diagnosis(service)
                                .map(Diagnosis::code)
                                .filter(HOPELESS::contains)
                                .isPresent())
                .toList();
    }

    /** Whether the model that was chosen runs in the internet. */
    public static boolean cloudModel(Check check) {
        Optional<Diagnosis> found = check.diagnosis(Service.OLLAMA);
        return found.map(Diagnosis::code)
                        .filter(DiagnosisCode.MODEL_CLOUD::equals)
                        .isPresent()
                || models(found)
                        .anyMatch(model -> model.isElsewhere()
                                && isCalled(model, check.answers().model()));
    }

    /** Whether a test says of other answers all that one of their own would. */
    public static boolean covers(Check check, Answers answers) {
        Optional<Diagnosis> found = check.diagnosis(Service.OLLAMA);
        boolean fine =
                found.map(Diagnosis::code).filter(DiagnosisCode.OK::equals).isPresent();
        return check.answers().equals(answers)
                || (check.answers().samePlaces(answers)
                        && fine
                        && models(found).anyMatch(model -> isCalled(model, answers.model())));
    }

    private static Stream<FoundModel> models(Optional<Diagnosis> diagnosis) {
        return diagnosis.stream().flatMap(each -> each.found().stream()).flatMap(service -> service.models().stream());
    }

    private static boolean isCalled(FoundModel model, String name) {
        return model.name().equals(name) || model.name().equals(name + ":latest");
    }
}
