package digital.memu.inference.internal.http;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.internal.time.SystemTime;
import digital.memu.inference.route.HostAddress;
import digital.memu.inference.route.Timeouts;
import digital.memu.inference.route.Zone;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** Contexts and transports for tests. */
final class Calls {

    static final SystemTime TIME = new SystemTime();

    /** No machine is so busy that one of these limits ends what a test does in real time. */
    static final Timeouts PATIENT = Timeouts.builder()
            .resolve(Duration.ofHours(1))
            .connect(Duration.ofHours(1))
            .upload(Duration.ofHours(1))
            .stall(Duration.ofHours(1))
            .probe(Duration.ofHours(1))
            .build();

    private Calls() {}

    static CallContext fresh() {
        return context(TIME, PATIENT, true);
    }

    static CallContext dialled() {
        return context(TIME, PATIENT, false);
    }

    static CallContext context(TimeSource time, Timeouts timeouts, boolean freshlySeen) {
        return new CallContext(time, timeouts, EnumSet.allOf(Zone.class), Long.MAX_VALUE, freshlySeen);
    }

    static Transport to(StubServer server) {
        return to(server.address());
    }

    static Transport to(HostAddress... addresses) {
        return new Transport(List.of(addresses), Map.of());
    }

    static Transport to(HostResolver resolver, HostAddress... addresses) {
        return new Transport(List.of(addresses), Map.of(), BodyLimits.defaults(), resolver);
    }

    static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A chat that is answered line by line. */
    static ExchangeRequest chat() {
        return ExchangeRequest.post("/api/chat", json("{}"), BodyEnd.ndjson("\"done\":true", "\"error\""));
    }

    /** A look at the server. */
    static ExchangeRequest version() {
        return ExchangeRequest.of("GET", "/api/version", BodyEnd.json());
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** All lines of a started exchange. */
    static List<String> lines(Exchange exchange) {
        List<String> all = new ArrayList<>();
        LineReader lines = exchange.lines();
        while (lines.next()) {
            all.add(new String(lines.array(), lines.offset(), lines.length(), StandardCharsets.UTF_8));
        }
        return all;
    }
}
