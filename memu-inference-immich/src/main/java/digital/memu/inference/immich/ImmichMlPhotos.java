package digital.memu.inference.immich;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.immich.ModelKnowledge.State;
import digital.memu.inference.immich.internal.wire.AnswerReader;
import digital.memu.inference.immich.internal.wire.PredictAnswer;
import digital.memu.inference.immich.internal.wire.ServerError;
import digital.memu.inference.internal.http.BodyEnd;
import digital.memu.inference.internal.http.Exchange;
import digital.memu.inference.internal.http.ExchangeRequest;
import digital.memu.inference.internal.http.RequestBody;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoModel;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.PhotoTextRequest;
import digital.memu.inference.photo.TextEmbedding;
import digital.memu.inference.route.EmbeddingVector;
import digital.memu.inference.route.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Photos and texts on one server within the limits of one attempt. */
record ImmichMlPhotos(ImmichMlServer server, CallContext context) implements PhotoModel {

    /** More faces than there may be have been seen in 36 MB. */
    private static final int LARGEST = 64 * 1024 * 1024;

    @Override
    public PhotoAnalysis analyze(PhotoRequest request) {
        List<ImmichMlModel> models = new ArrayList<>();
        request.embedding().map(ImmichMlModel::embedding).ifPresent(models::add);
        request.faces().map(ImmichMlModel::faces).ifPresent(models::add);
        request.text().map(ImmichMlModel::text).ifPresent(models::add);
        long started = begin(models);
        CheckedPhoto photo = PhotoLook.at(request.photo(), context, url());
        RequestBody body = PredictBody.photo(Entries.of(models, server.thresholds(), null), photo);
        Answered answered = predict(body, models, request.photo().name());
        return new Findings(answered.url(), request, photo, answered.answer()).analysis(route(models, started));
    }

    @Override
    public TextEmbedding embedText(PhotoTextRequest request) {
        List<ImmichMlModel> models = List.of(ImmichMlModel.textEmbedding(request.model()));
        long started = begin(models);
        byte[] entries =
                Entries.of(models, server.thresholds(), request.language().orElse(null));
        Answered answered = predict(PredictBody.text(entries, request.text()), models, null);
        float[] vector = Findings.present(answered.url(), answered.answer().clip(), "vector");
        return TextEmbedding.of(EmbeddingVector.of(request.model(), vector), route(models, started));
    }

    private long begin(List<ImmichMlModel> models) {
        long now = context.time().nanoTime();
        server.coolDowns().check(url(), models, now);
        return now;
    }

    private Route route(List<ImmichMlModel> models, long started) {
        return server.route(models, Duration.ofNanos(context.time().nanoTime() - started));
    }

    private Answered predict(RequestBody body, List<ImmichMlModel> models, @Nullable String photo) {
        ExchangeRequest request = ExchangeRequest.post("/predict", body, BodyEnd.json());
        Outcome outcome = server.ask(request, context, ImmichMlPhotos::read);
        if (outcome instanceof Failed failed) {
            throw failure(failed, models, photo);
        }
        models.forEach(model -> server.models().learn(model, State.SERVED));
        return (Answered) outcome;
    }

    private interface Outcome {}

    private record Answered(String url, PredictAnswer answer) implements Outcome {}

    private record Failed(String url, ServerError error, String body) implements Outcome {}

    private static Outcome read(Exchange exchange, int status) {
        if (status != 200) {
            String body = exchange.errorText();
            return new Failed(exchange.url(), ServerError.ofBody(status, body), body);
        }
        String type = exchange.header("Content-Type").orElse("application/json");
        if (!type.startsWith("application/json")) {
            throw WrongService.answered(exchange.url(), status, exchange.errorText());
        }
        return new Answered(exchange.url(), AnswerReader.read(exchange.url(), exchange.stream(LARGEST)));
    }

    private InferenceException failure(Failed failed, List<ImmichMlModel> models, @Nullable String photo) {
        ServerError error = failed.error();
        Optional<String> notLoaded = ImmichMlErrors.notLoaded(error);
        if (notLoaded.isPresent()) {
            List<ImmichMlModel> named = models.stream()
                    .filter(model -> model.name().equals(notLoaded.get()))
                    .toList();
            // The server may write a name otherwise than it was asked for.
            server.coolDowns()
                    .begin(
                            named.isEmpty() ? models : named,
                            error.message(),
                            context.time().nanoTime());
            return CoolDowns.failure(failed.url(), error.message());
        }
        return ImmichMlErrors.isUnclear(error)
                ? unclear(failed, models, photo)
                : ImmichMlErrors.grade(failed.url(), error, failed.body());
    }

    /** The server says the same of a bad photo, an unknown model and a full memory. */
    private InferenceException unclear(Failed failed, List<ImmichMlModel> models, @Nullable String photo) {
        boolean served;
        try {
            served = new ModelQuestion(server, context).allServed(models, failed.url());
        } catch (ModelNotFoundException | InferenceCancelledException e) {
            return e;
        } catch (InferenceException e) {
            ServerException failure = failed(failed, "Nor did it tell whether it knows the model");
            failure.addSuppressed(e);
            return failure;
        }
        if (photo == null) {
            return failed(failed, "See the log of Immich's machine learning there");
        }
        return UnprocessablePhotoException.failedOn(
                failed.url(),
                photo,
                "the service failed on it (HTTP 500)",
                served
                        ? "Does it open in a viewer? Save it anew as JPEG, or look into the service's log"
                        : "If it fails on others, too, check the models' names and look into the service's log: "
                                + String.join(
                                        ", ",
                                        models.stream()
                                                .map(ImmichMlModel::name)
                                                .distinct()
                                                .toList()));
    }

    private static ServerException failed(Failed failed, String advice) {
        return new ServerException(
                failed.url(), failed.error().status(), failed.error().message(), advice, null);
    }

    private String url() {
        return server.transport().url() + "/predict";
    }
}
