package digital.memu.inference.immich;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.immich.ModelKnowledge.State;
import digital.memu.inference.immich.internal.wire.ServerError;
import digital.memu.inference.internal.http.BodyEnd;
import digital.memu.inference.internal.http.ExchangeRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Asks a server whether it knows a model, by a request without anything to work on, which loads nothing.
 *
 * <p>An unknown one makes it fail, which stops it for a second; so it is asked once, and the answer remembered.
 */
record ModelQuestion(ImmichMlServer server, CallContext context) {

    /**
     * Throws if one of the models is why the server failed.
     *
     * @param url what failed
     * @return whether all of them have served before, so that they are surely not
     */
    boolean allServed(List<ImmichMlModel> models, String url) {
        boolean served = true;
        for (ImmichMlModel model : models) {
            State state = known(model);
            if (state == State.UNKNOWN) {
                throw notFound(url, model);
            }
            served &= state == State.SERVED;
        }
        return served;
    }

    private State known(ImmichMlModel model) {
        State state = server.models().of(model);
        if (state != null) {
            return state;
        }
        CompletableFuture<Boolean> turn = new CompletableFuture<>();
        CompletableFuture<Boolean> other = server.models().asking().compareAndExchange(null, turn);
        if (other != null) {
            Waiting.on(other, context, server.transport().url());
            return known(model);
        }
        try {
            state = server.models().of(model);
            return state == null ? ask(model) : state;
        } finally {
            server.models().asking().set(null);
            turn.complete(true);
        }
    }

    /** Asks in any case. */
    State ask(ImmichMlModel model) {
        byte[] entries = Entries.of(List.of(model), server.thresholds(), null);
        ExchangeRequest request = ExchangeRequest.post("/predict", PredictBody.text(entries, null), BodyEnd.json());
        State state = server.ask(request, Patience.of(context), (exchange, status) -> {
            String body = exchange.errorText();
            ServerError error = ServerError.ofBody(status, body);
            if (ImmichMlErrors.wantsPayload(error)) {
                return State.ACCEPTED;
            }
            boolean unknown = ImmichMlErrors.isUnclear(error)
                    || (status == 422 && error.message().startsWith("Invalid request format"));
            if (unknown) {
                return State.UNKNOWN;
            }
            throw status == 200
                    ? WrongService.answered(exchange.url(), status, body)
                    : ImmichMlErrors.grade(exchange.url(), error, body);
        });
        if (server.models().of(model) != State.SERVED || state == State.UNKNOWN) {
            server.models().learn(model, state);
        }
        return state;
    }

    private static ModelNotFoundException notFound(String url, ImmichMlModel model) {
        String advice = model.work() == ImmichMlModel.Work.TEXT
                ? "Text in photos needs Immich 2.2 or newer, PP-OCRv6 3.3; update Immich there, or correct the model's name"
                : "Correct the model's name, such as ViT-B-32__openai or buffalo_l, or update Immich there";
        return new ModelNotFoundException(
                url, 500, model.name(), "model " + model.words() + " is not known there", advice);
    }
}
