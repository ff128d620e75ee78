package digital.memu.inference.ollama;

import digital.memu.inference.ollama.OllamaErrors.Asked;
import digital.memu.inference.ollama.internal.wire.ServerError;
import digital.memu.inference.ollama.internal.wire.ServerError.Form;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What Ollama says when it fails, and what is meant, for versions 0.1.14 to 0.33. The first row that fits counts. */
final class ErrorTable {

    /** Whose fault it is. */
    enum Verdict {
        /** The request's: to the caller. */
        REQUEST,
        /** The model's: it is not there, or nothing can be done with it. */
        MODEL,
        /** The model's: it is there, and not able to do what this request wants. */
        ABILITY,
        /** The set-up's: the server lives, but this way leads nowhere. */
        SETUP,
        /** The set-up's, for this model only. */
        MODEL_SETUP,
        /** The server's: another server may do better. */
        SERVER,
        /** The server's: the same server may do better in a moment. */
        PASSING,
        /** Nobody's: an answer that makes no sense. */
        ANSWER
    }

    /** A row; {@code fits} looks at words and form, {@code from} and {@code to} bound the status. */
    record Row(int from, int to, Predicate<ServerError> fits, Verdict verdict, String advice) {

        boolean matches(ServerError error) {
            // An error line within an answer has no status, so that only its words can be looked at.
            int status = error.status();
            return (status == 0 || (status >= from && status <= to)) && fits.test(error);
        }
    }

    private static final String PROXY =
            "A proxy between here and Ollama gave up; raise its read time-out to 10 minutes";
    private static final String PULL = "Run \"ollama pull {model}\" there, or choose a model that is installed";
    private static final String OLLAMA_LOG = "See the log of Ollama on that machine";
    private static final String CONTEXT = "Shorten the conversation, or raise contextLength";

    private static final Predicate<ServerError> TOO_BIG =
            says("out[ -]of[ -]memory|cudamalloc failed|failed to allocate|unable to load full model on gpu"
                    + "|model requires (more system memory|[^\n]{0,200} but only)");

    /** Words that mean the same whatever the status is. */
    private static final List<Row> WORDS = List.of(
            // These two first: they quote up to 8 KB of the runner's log, which may contain any words of the others.
            row(
                    500,
                    599,
                    TOO_BIG,
                    Verdict.SERVER,
                    "The model is too big for that machine's memory: unload others, or choose a smaller one"),
            row(
                    500,
                    599,
                    says("(llama-server process|llama runner process) has terminated|timed out waiting for llama"),
                    Verdict.PASSING,
                    "The model could not be loaded. " + OLLAMA_LOG),
            row(
                    400,
                    599,
                    says("option \"[^\n]{0,100}\" must be of type"),
                    Verdict.REQUEST,
                    "Correct the option's type"),
            row(
                    400,
                    599,
                    says("^invalid format:"),
                    Verdict.REQUEST,
                    "Use ResponseFormat.json() or a JSON schema object"),
            row(500, 599, says("^template: "), Verdict.REQUEST, "Correct the template"),
            row(
                    400,
                    599,
                    says("prompt is longer than the context|input length exceeds|exceeds maximum context length"
                            + "|exceeds the available context size"),
                    Verdict.REQUEST,
                    CONTEXT),
            row(
                    400,
                    599,
                    says("this server does not support embeddings"),
                    Verdict.ABILITY,
                    "Choose an embedding model"),
            row(
                    400,
                    599,
                    says("does not support (chat|generate|completion|thinking|tools|insert|vision|embed|image)"
                            + "|model does not support multimodal"),
                    Verdict.ABILITY,
                    "Choose a model that can, or leave this out of the request"),
            row(
                    500,
                    599,
                    says("may be incompatible with your version of ollama|is no longer compatible"),
                    Verdict.MODEL,
                    "Update Ollama there, or run \"ollama pull {model}\" again"),
            row(403, 403, says("cloud is disabled"), Verdict.REQUEST, "Choose a model that is installed there"),
            row(
                    400,
                    400,
                    says("cannot run this remote model"),
                    Verdict.REQUEST,
                    "Choose a model that is installed there"),
            row(
                    401,
                    401,
                    all(form(Form.OLLAMA), says("unauthorized")),
                    Verdict.MODEL_SETUP,
                    "Run \"ollama signin\" there, or set the header that a proxy asks for"),
            row(404, 404, all(form(Form.OLLAMA), says("model [^\n]{0,500}not found")), Verdict.MODEL, PULL),
            row(
                    400,
                    599,
                    says("^pull model manifest: file does not exist"),
                    Verdict.MODEL,
                    "The registry has no model of this name"),
            row(
                    500,
                    599,
                    says("insecure protocol http|first record does not look like a tls handshake"),
                    Verdict.REQUEST,
                    "This registry speaks without TLS: allow that with insecure(true)"),
            row(
                    500,
                    599,
                    says("^(pull|push|max retries)[^\n]{0,500}(dial tcp|no such host|i/o timeout|tls: )"),
                    Verdict.SERVER,
                    "That machine could not reach the registry; is it online?"),
            row(
                    400,
                    400,
                    says("^digest mismatch"),
                    Verdict.REQUEST,
                    "The file was changed while it was sent; send it again"),
            row(
                    500,
                    599,
                    says("model runner has unexpectedly stopped|error was encountered while running the model"
                            + "|no slots available after|unexpected server status"),
                    Verdict.PASSING,
                    "The model's process died there. " + OLLAMA_LOG),
            row(
                    503,
                    503,
                    says("server busy"),
                    Verdict.PASSING,
                    "Too many models wait to be loaded there; ask again later"));

    /** The same for answers to {@code /api/embed}: every other 400 is a fault of the server's own. */
    private static final List<Row> EMBED = List.of(
            row(
                    400,
                    400,
                    says("^missing request body|^json: |^invalid character|^unexpected eof$|^model is required"
                            + "|^invalid model name|^use either :local|^invalid input type|^time: "),
                    Verdict.REQUEST,
                    ""),
            row(400, 400, form(Form.OLLAMA), Verdict.PASSING, "The model's process died there. " + OLLAMA_LOG));

    /** What the status alone tells. */
    private static final List<Row> STATUS = List.of(
            status(
                    300,
                    399,
                    Verdict.SETUP,
                    "Write the address as http://host:port, without a path or a slash at its end"),
            status(400, 400, Verdict.REQUEST, ""),
            status(401, 401, Verdict.SETUP, "Set the header that the proxy there asks for"),
            row(
                    403,
                    403,
                    form(Form.EMPTY),
                    Verdict.SETUP,
                    "Ollama refuses the name it was called by: set OLLAMA_HOST=0.0.0.0 there, or reach it directly and not"
                            + " through a proxy"),
            status(403, 403, Verdict.SETUP, "A proxy there refuses the request; allow it"),
            row(404, 404, all(form(Form.OLLAMA), says("not found")), Verdict.MODEL, PULL),
            status(404, 404, Verdict.SETUP, "Is this Ollama's address and port, and a recent version?"),
            status(
                    405,
                    405,
                    Verdict.SETUP,
                    "Write the address as http://host:port, without a path or a slash at its end"),
            status(407, 407, Verdict.SETUP, "Set the header that the proxy there asks for"),
            status(408, 408, Verdict.SERVER, PROXY),
            status(413, 413, Verdict.REQUEST, "Send less, or raise the limit of the proxy there"),
            status(422, 422, Verdict.REQUEST, ""),
            status(429, 429, Verdict.REQUEST, "The limit of requests there is reached; ask again later"),
            status(499, 499, Verdict.PASSING, PROXY),
            status(400, 499, Verdict.REQUEST, ""),
            status(501, 501, Verdict.SERVER, "Is this Ollama's address and port?"),
            status(502, 502, Verdict.SERVER, "The server behind it could not be reached: is it running?"),
            status(503, 503, Verdict.SERVER, "Ask again later"),
            status(504, 504, Verdict.SERVER, PROXY),
            status(500, 599, Verdict.SERVER, OLLAMA_LOG));

    private static final Row LINE = row(0, 0, error -> true, Verdict.SERVER, OLLAMA_LOG);
    private static final Row NONSENSE = row(0, 999, error -> true, Verdict.ANSWER, "");

    private ErrorTable() {}

    static Row find(Asked asked, ServerError error) {
        for (Row row : WORDS) {
            if (row.matches(error)) {
                return row;
            }
        }
        if (error.status() == 0) {
            return LINE;
        }
        if (asked == Asked.EMBED) {
            for (Row row : EMBED) {
                if (row.matches(error)) {
                    return row;
                }
            }
        }
        return STATUS.stream().filter(row -> row.matches(error)).findFirst().orElse(NONSENSE);
    }

    /** Whether the model does not fit into the machine's memory. */
    static boolean isTooBig(ServerError error) {
        return TOO_BIG.test(error);
    }

    private static Row row(int from, int to, Predicate<ServerError> fits, Verdict verdict, String advice) {
        return new Row(from, to, fits, verdict, advice);
    }

    private static Row status(int from, int to, Verdict verdict, String advice) {
        return row(from, to, error -> true, verdict, advice);
    }

    private static Predicate<ServerError> says(String words) {
        Pattern pattern = Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        return error -> pattern.matcher(error.message()).find();
    }

    private static Predicate<ServerError> form(Form form) {
        return error -> error.form() == form;
    }

    private static Predicate<ServerError> all(Predicate<ServerError> one, Predicate<ServerError> other) {
        return one.and(other);
    }
}
