package digital.memu.inference.ollama;

import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.failure.ModelNotFoundException;
import digital.memu.inference.failure.RequestRejectedException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.ollama.internal.wire.ServerError;
import java.util.regex.Pattern;

/**
 * Turns what a server said into the exception that says whose fault it was.
 *
 * <p>Ollama's status alone misleads: it answers 500 to a wrong option, and 400 to a crash of its own runner. {@link
 * ErrorTable} therefore goes by the words first.
 */
final class OllamaErrors {

    private static final Pattern LEGAL_NAME = Pattern.compile("[\\w.:/-]{1,200}");

    private OllamaErrors() {}

    /**
     * The exception for an error.
     *
     * @param url where it came from
     * @param asked what was asked
     * @param model the model asked for; empty where the call has none
     */
    static InferenceException grade(String url, Asked asked, String model, ServerError error) {
        ErrorTable.Row row = ErrorTable.find(asked, error);
        String advice =
                row.advice().replace("{model}", LEGAL_NAME.matcher(model).matches() ? model : "the model");
        int status = error.status();
        String words = words(error);
        return switch (row.verdict()) {
            case REQUEST -> new RequestRejectedException(url, status, words, advice, null);
            case MODEL -> new ModelNotFoundException(url, status, model, words, advice);
            case ABILITY -> new ModelNotFoundException(url, status, model, words, advice, false);
            case MODEL_SETUP -> new MisconfiguredException(url, status, words, advice, null, false);
            case PASSING -> new ServerException(url, status, words, advice, null, true);
            case SETUP -> new MisconfiguredException(url, status, words, advice, null);
            case SERVER -> new ServerException(url, status, words, advice, null);
            case ANSWER ->
                new InvalidResponseException(url, "HTTP " + status + ", which Ollama never sends here", null);
        };
    }

    /** What of the words is worth repeating: where another service is known by them, its name says more. */
    private static String words(ServerError error) {
        return error.form() == ServerError.Form.OTHER_JSON
                ? WrongService.known(error.message()).orElse(error.message())
                : error.message();
    }

    /** What was asked: some words mean something else in another answer. */
    enum Asked {
        /** A conversation. */
        CHAT,
        /** Vectors. */
        EMBED,
        /** Anything about the server or its models. */
        OTHER
    }
}
