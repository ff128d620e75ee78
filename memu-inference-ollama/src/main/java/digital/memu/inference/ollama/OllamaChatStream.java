package digital.memu.inference.ollama;

import digital.memu.inference.chat.AbstractChatStream;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.Completion;
import digital.memu.inference.chat.Think;
import digital.memu.inference.failure.DestinationForbiddenException;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.failure.RequestRejectedException;
import digital.memu.inference.failure.StreamInterruptedException;
import digital.memu.inference.internal.http.BodyEnd;
import digital.memu.inference.internal.http.Exchange;
import digital.memu.inference.internal.http.ExchangeRequest;
import digital.memu.inference.ollama.internal.wire.ChatReader;
import digital.memu.inference.ollama.internal.wire.ChatWriter;
import digital.memu.inference.ollama.internal.wire.Json;
import digital.memu.inference.route.Route;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One answer of one server. The request goes out when the first event is asked for. */
final class OllamaChatStream extends AbstractChatStream {

    /** Without these the client would learn of the end only after it has kept the connection. */
    private static final BodyEnd END = BodyEnd.ndjson("\"done\":true", "\"error\"");

    private final OllamaServer server;
    private final OllamaCall call;
    private final Question question;
    private @Nullable ChatReader reader;
    private long started;
    private @Nullable Duration firstEvent;
    private Duration duration = Duration.ZERO;

    private OllamaChatStream(OllamaServer server, OllamaCall call, Question question) {
        this.server = server;
        this.call = call;
        this.question = question;
    }

    static OllamaChatStream chat(OllamaServer server, OllamaCall call, ChatRequest request) {
        Question question = new Question(
                "/api/chat",
                () -> ChatWriter.chat(request, call.model(), RequestFields.chat(request)),
                () -> PromptFit.of(request),
                holdsBack(request));
        return new OllamaChatStream(server, call, question);
    }

    /** Tool calls are sent whole, a format may be thought about first, and thinking has pauses of its own. */
    private static boolean holdsBack(ChatRequest request) {
        boolean thinks =
                request.think().filter(think -> !think.equals(Think.OFF)).isPresent();
        return thinks || !request.tools().isEmpty() || request.format().isPresent();
    }

    static OllamaChatStream generate(OllamaServer server, OllamaCall call, GenerateRequest request) {
        Question question = new Question(
                "/api/generate",
                () -> Json.bytes(RequestFields.generate(request)),
                () -> PromptFit.of(request),
                request.format().isPresent());
        return new OllamaChatStream(server, call, question);
    }

    @Override
    protected ChatEvent read() {
        try {
            ChatReader events = reader != null ? reader : open();
            ChatEvent event = events.next();
            if (event == null) {
                throw new InvalidResponseException(call.url(), "it ended without its end mark", null);
            }
            if (firstEvent == null) {
                firstEvent = sinceStart();
            }
            Completion end = event.completion().orElse(null);
            if (end == null) {
                return event;
            }
            duration = sinceStart();
            events.close();
            return ChatEvent.of(event.text(), event.thinking(), event.toolCalls(), event.logprobs(), checked(end));
        } catch (InferenceException e) {
            throw firstEvent == null ? e : interrupted(e);
        }
    }

    private Completion checked(Completion end) {
        PromptFit fit = question.fit.get();
        return fit.check(end, () -> server.contexts().of(call, fit.asked()));
    }

    private ChatReader open() {
        started = call.context().time().nanoTime();
        server.guard().check(call);
        Exchange exchange = call.open(ExchangeRequest.post(question.path, body(), END), question.heldBack);
        ChatReader opened = new ChatReader(exchange.url(), exchange.lines(), call);
        reader = opened;
        return opened;
    }

    private byte[] body() {
        try {
            return question.body.get();
        } catch (IllegalArgumentException e) {
            throw new RequestRejectedException(call.url(), 0, String.valueOf(e.getMessage()), "Correct the request", e);
        }
    }

    /** Part of the answer was delivered: whoever decides what becomes of it needs to know which part. */
    private InferenceException interrupted(InferenceException e) {
        if (e instanceof InferenceCancelledException || e instanceof DestinationForbiddenException) {
            return e;
        }
        return new StreamInterruptedException(call.url(), e.what(), e.evidence(), partialText(), e);
    }

    private Duration sinceStart() {
        return Duration.ofNanos(call.context().time().nanoTime() - started);
    }

    @Override
    protected void release() {
        // The parser is left to the reading thread: to take its buffers away under its hands would mix up answers.
        call.close();
    }

    @Override
    protected Route route() {
        return server.route(call.model(), firstEvent, duration);
    }

    /**
     * What is asked, where, and how it is told whether the prompt was read whole.
     *
     * @param heldBack whether servers write such an answer for long before they send it
     */
    private record Question(String path, Supplier<byte[]> body, Supplier<PromptFit> fit, boolean heldBack) {}
}
