package digital.memu.inference.ollama;

import digital.memu.inference.failure.InvalidResponseException;
import digital.memu.inference.internal.http.BodyEnd;
import digital.memu.inference.internal.http.Exchange;
import digital.memu.inference.internal.http.ExchangeRequest;
import digital.memu.inference.internal.http.LineReader;
import digital.memu.inference.ollama.internal.wire.Json;
import digital.memu.inference.ollama.internal.wire.ServerError;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lines in which a server tells how far it is, up to its word of success. */
final class LineSteps implements ModelTransfer.Steps {

    private static final BodyEnd END = BodyEnd.ndjson("\"status\":\"success\"", "\"error\"");

    private final OllamaCall call;
    private final String path;
    private final Map<String, Object> body;
    private final RemoteGuard guard;
    private final Pace pace;
    private @Nullable LineReader lines;
    private int number;
    private boolean successful;

    LineSteps(OllamaCall call, String path, Map<String, Object> body, RemoteGuard guard) {
        this.call = call;
        this.path = path;
        this.body = body;
        this.guard = guard;
        this.pace = new Pace(call.context().time());
    }

    @Override
    public @Nullable TransferProgress next() {
        if (successful) {
            return null;
        }
        LineReader reading = lines != null ? lines : open();
        if (!reading.next()) {
            throw new InvalidResponseException(call.url(), "it ended without its end mark", null);
        }
        number++;
        Fields line = line(reading);
        Object error = line.map().get("error");
        if (error != null && !"".equals(error)) {
            throw call.failure(ServerError.ofBody(0, String.valueOf(error)));
        }
        successful = line.text("status").equals("success");
        if (successful) {
            guard.forget();
        }
        long total = line.number("total").orElse(-1);
        // What is 0 is left out.
        long completed = line.number("completed").orElse(total < 0 ? -1 : 0);
        return pace.progress(line.text("status"), line.text("digest"), total, completed);
    }

    private LineReader open() {
        Exchange exchange = call.open(ExchangeRequest.post(path, Json.bytes(body), END));
        LineReader opened = exchange.lines();
        lines = opened;
        return opened;
    }

    private Fields line(LineReader read) {
        byte[] line = Arrays.copyOfRange(read.array(), read.offset(), read.offset() + read.length());
        return Json.object(line, Set.of())
                .map(Fields::new)
                .orElseThrow(() -> new InvalidResponseException(
                        call.url(), "line " + number + " of the answer is not Ollama's JSON", null));
    }

    @Override
    public void close() {
        call.close();
    }
}
