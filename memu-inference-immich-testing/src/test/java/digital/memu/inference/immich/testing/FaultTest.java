package digital.memu.inference.immich.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration MOMENT = Duration.ofMillis(20);
    private static final byte[] PHOTO = Requests.picture("image-jpeg");
    private static final byte[] CLIP = Requests.image(Requests.CLIP, PHOTO);
    private static final String FIELD = "{\"clip\":\"[";

    private final ImmichMlSimulator ml =
            ImmichMlSimulator.builder().keepAlive(Duration.ofMinutes(1)).build();
    private RawClient client;

    @BeforeEach
    void connect() throws IOException {
        client = new RawClient(ml);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        ml.close();
    }

    private Answer struck(Fault fault) throws IOException {
        ml.next(fault);
        return client.send(CLIP).answer();
    }

    // When

    @Test
    void oneTimeFaultStrikesThePathOnceAndInTurn() throws IOException {
        ml.next(Fault.badGateway());
        ml.next(Fault.unavailable());
        ml.next("GET /ping", Fault.gatewayTimeout());
        assertThat(client.send(Requests.get("/ping")).answer().status()).isEqualTo(504);
        assertThat(client.send(CLIP).answer().status()).isEqualTo(502);
        assertThat(client.send(CLIP).answer().status()).isEqualTo(503);
        assertThat(client.send(CLIP).answer().status()).isEqualTo(200);
        assertThat(client.send(Requests.get("/ping")).answer().status()).isEqualTo(200);
    }

    @Test
    void standingFaultStrikesUntilHealed() throws IOException {
        ml.always(Fault.detail(400, "no \"such\" thing"));
        ml.always("/ping", Fault.status(401, "", ""));
        for (int i = 0; i < 3; i++) {
            assertThat(client.send(CLIP).answer().text()).isEqualTo("{\"detail\":\"no \\\"such\\\" thing\"}");
        }
        assertThat(client.send(Requests.get("/ping")).answer().headers())
                .noneMatch(header -> header.getKey().equals("content-type"));
        ml.heal();
        assertThat(client.send(CLIP).answer().status()).isEqualTo(200);
    }

    // While the request is coming

    @Test
    void resetInUploadComesWhileTheRestIsUnread() throws IOException {
        ml.next(Fault.resetInUpload(100));
        assertThatThrownBy(() -> client.send(CLIP).rest()).isInstanceOf(SocketException.class);
        assertThat(ml.awaitRequests(1, LIMIT)).isTrue();
        assertThat(ml.requests().get(0).body()).isEmpty();
        assertThat(ml.runsStarted()).isZero();
    }

    @Test
    void resetInUploadAfterNothingNeedsTheHeadOnly() throws IOException {
        ml.next(Fault.resetInUpload(0));
        int head = new String(CLIP, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
        assertThatThrownBy(() -> client.send(Arrays.copyOf(CLIP, head)).rest()).isInstanceOf(SocketException.class);
    }

    @Test
    void stallInUploadReadsNoMore() throws IOException {
        ml.next(Fault.stallInUpload(100));
        client.send(CLIP);
        assertThat(client.isSilent()).isTrue();
        assertThat(ml.requests()).isEmpty();
        client.close();
        // a client that leaves unread bytes behind is not noticed before they are read
        ml.killWorker();
        assertThat(ml.awaitOpenConnections(0, LIMIT)).isTrue();
    }

    @Test
    void shortStallsInUploadOnlyTakeTime() throws IOException {
        assertThat(struck(Fault.stallInUpload(100, MOMENT)).status()).isEqualTo(200);
        long start = System.nanoTime();
        assertThat(struck(Fault.slowUpload(CLIP.length / 4, MOMENT)).status()).isEqualTo(200);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(3 * MOMENT.toNanos());
        assertThat(ml.requests().get(1).part("image").orElseThrow().bytes()).isEqualTo(PHOTO);
    }

    @Test
    void faultInUploadDoesNotUseUpTheNext() throws IOException {
        ml.next(Fault.stallInUpload(1, Duration.ofMillis(1)));
        ml.next(Fault.badGateway());
        assertThat(client.send(CLIP).answer().status()).isEqualTo(200);
        assertThat(client.send(CLIP).answer().status()).isEqualTo(502);
    }

    // Before the answer

    @Test
    void silenceLastsAndTheRestAnswers() throws IOException {
        ml.next(Fault.silence());
        client.send(CLIP);
        assertThat(client.isSilent()).isTrue();
        assertThat(RawClient.predict(ml, CLIP).status()).isEqualTo(200);
        assertThat(ml.runsStarted()).isEqualTo(1);
    }

    @Test
    void shortSilenceEnds() throws IOException {
        assertThat(struck(Fault.silenceFor(MOMENT)).status()).isEqualTo(200);
    }

    @Test
    void hangUpComesWithoutAByte() throws IOException {
        ml.next(Fault.hangUp());
        assertThat(client.send(CLIP).isAtEnd()).isTrue();
        assertThat(ml.requests()).hasSize(1);
    }

    @Test
    void resetIsOne() {
        ml.next(Fault.reset());
        assertThatThrownBy(() -> client.send(CLIP).rest()).isInstanceOf(SocketException.class);
    }

    // In the answer

    @Test
    void cutComesAfterSoManyBytesOfTheBody() throws IOException {
        ml.next(Fault.cutInBody(FIELD.length()));
        String all = new String(client.send(CLIP).rest(), StandardCharsets.US_ASCII);
        assertThat(all).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n" + FIELD);
        assertThat(ml.runsFinished()).isEqualTo(1);
    }

    @Test
    void cutBeforeTheBodyLeavesTheHead() throws IOException {
        ml.next(Fault.cutInBody(0));
        assertThat(new String(client.send(CLIP).rest(), StandardCharsets.US_ASCII))
                .endsWith("json\r\n\r\n");
    }

    @Test
    void cutBeyondTheBodyIsNone() throws IOException {
        assertThat(struck(Fault.cutInBody(1_000_000)).status()).isEqualTo(200);
        assertThat(client.send(CLIP).answer().status()).isEqualTo(200);
    }

    @Test
    void resetInBodyIsOne() {
        ml.next(Fault.resetInBody(10));
        assertThatThrownBy(() -> client.send(CLIP).rest()).isInstanceOf(SocketException.class);
    }

    @Test
    void stallInBodySendsTheBeginningOnly() throws IOException {
        ml.next(Fault.stallInBody(5));
        client.send(CLIP);
        StringBuilder all = new StringBuilder();
        while (!all.toString().endsWith("\r\n\r\n{\"cli")) {
            all.append(new String(client.read(1), StandardCharsets.US_ASCII));
        }
        assertThat(client.isSilent()).isTrue();
    }

    @Test
    void shortStallsInBodyOnlyTakeTime() throws IOException {
        String body = client.send(CLIP).answer().text();
        assertThat(struck(Fault.stallInBody(0, MOMENT)).text()).isEqualTo(body);
        assertThat(struck(Fault.stallInBody(7, MOMENT)).text()).isEqualTo(body);
        assertThat(struck(Fault.slowBody(1_000, Duration.ofMillis(1))).text()).isEqualTo(body);
    }

    // Wrong content

    @Test
    void nullTakesTheFirstPlaceInVectors() throws IOException {
        String body = client.send(CLIP).answer().text();
        String first = body.substring(FIELD.length(), body.indexOf(','));
        assertThat(struck(Fault.nullInVector()).text()).isEqualTo(body.replaceFirst(first, "null"));
    }

    @Test
    void wrongContentComesWithAGoodStatus() throws IOException {
        assertThat(struck(Fault.loginPage()).text()).startsWith("<html>");
        assertThat(struck(Fault.garbage()).headers().toString()).contains("content-type=application/json");
        assertThat(struck(Fault.redirect("http://elsewhere/")).headers().toString())
                .contains("location=http://elsewhere/");
        Answer huge = struck(Fault.hugeBody(300_000));
        assertThat(huge.body()).hasSize(300_000);
        assertThat(client.send(CLIP).answer().status()).isEqualTo(200);
    }

    @Test
    void whatIsNotHttpEndsTheConnection() throws IOException {
        ml.next(Fault.notHttp());
        assertThat(new String(client.send(CLIP).rest(), StandardCharsets.US_ASCII))
                .startsWith("SSH-2.0");
    }

    @Test
    void outOfMemoryIsAPlain500() throws IOException {
        assertThat(struck(Fault.outOfMemory()).text()).isEqualTo("Internal Server Error");
        assertThat(client.isAtEnd()).isTrue();
        assertThat(RawClient.predict(ml, CLIP).status()).isEqualTo(200);
    }

    @Test
    void faultsSayWhatTheyAre() {
        assertThat(Fault.cutInBody(7)).hasToString("cut in body after 7 bytes");
        assertThatThrownBy(() -> Fault.cutInBody(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.slowBody(0, MOMENT)).isInstanceOf(IllegalArgumentException.class);
    }
}
