package digital.memu.inference.immich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.MisconfiguredException;
import digital.memu.inference.failure.RequestRejectedException;
import digital.memu.inference.failure.ServerException;
import digital.memu.inference.photo.Photo;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.route.Evidence;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever else may listen at the address, or stand before it. */
class WrongServiceTest {

    private static final List<Consumer<ImmichMlClient>> CALLS = List.of(
            ImmichMlClient::ping,
            ImmichMlClient::service,
            ImmichMlClient::generation,
            client -> client.knowsModel(ImmichMlModel.faces("buffalo_l")),
            client -> client.embedText("m", "a dog"),
            client -> client.analyze(PhotoRequest.of(Photo.of("a.jpg", Fixtures.photo("image-jpeg")))
                    .embedding("m")
                    .build()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "404 Not Found | text/plain | 404 page not found | looks like Ollama",
                "200 OK | text/plain; charset=utf-8 | Ollama is running | looks like Ollama",
                "404 Not Found | application/json | {\"message\":\"Cannot POST /predict\",\"error\":\"Not Found\",\"statusCode\":404,\"correlationId\":\"x\"} | Immich's own server",
                "200 OK | text/html | <!doctype html><html><head><title>Immich</title></head></html> | web page of Immich's own server",
                "200 OK | text/html | <html><form><input type=\"password\"></form></html> | a login page",
                "401 Unauthorized | text/html | <html><title>Sign in</title></html> | header(...)",
                "403 Forbidden | text/plain | no | header(...)",
                "302 Found | text/html | <html>Moved to <a href=/login>log in</a></html> | a login page",
                "302 Found | text/plain | `` | leads elsewhere",
                "200 OK | text/plain | hello | another service",
                "404 Not Found | application/json | {\"detail\":\"Not Found\"} | 3003"
            })
    void isNamedWithTheWayOut(String status, String type, String body, String words) {
        try (ReplayServer server = ReplayServer.of(ReplayServer.answer(status, type, body == null ? "" : body));
                ImmichMlClient client = server.client().build()) {
            for (Consumer<ImmichMlClient> call : CALLS) {
                MisconfiguredException failure =
                        catchThrowableOfType(MisconfiguredException.class, () -> call.accept(client));
                assertThat(failure).isNotNull().hasMessageContaining(words).hasMessageContaining(server.url());
                assertThat(failure.wholeBackend()).isTrue();
                assertThat(failure.evidence()).isEqualTo(Evidence.CONFIGURATION);
            }
        }
    }

    /** Not even a blank more, or less. */
    @ParameterizedTest
    @ValueSource(strings = {"pong\n", "Pong", "\"pong\"", "{\"status\":\"ok\"}", "{\"res\":\"pong\"}", ""})
    void onlyPongIsAPong(String body) {
        try (ReplayServer server = ReplayServer.of(ReplayServer.answer("200 OK", "text/plain", body));
                ImmichMlClient client = server.client().build()) {
            assertThatExceptionOfType(MisconfiguredException.class).isThrownBy(client::ping);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 499, 502, 503, 504})
    void aProxyThatGivesUpMayDoBetterInAMoment(int status) {
        byte[] answer =
                ReplayServer.answer(status + " Bad", "text/html", "<html><title>502 Bad Gateway</title></html>");
        try (ReplayServer server = ReplayServer.of(answer);
                ImmichMlClient client = server.client().build()) {
            for (Consumer<ImmichMlClient> call : CALLS) {
                ServerException failure = catchThrowableOfType(ServerException.class, () -> call.accept(client));
                assertThat(failure).isNotNull().hasMessageContaining("502 Bad Gateway");
                assertThat(failure.passing()).isTrue();
                assertThat(failure.evidence()).isEqualTo(Evidence.SOFT);
            }
        }
    }

    @Test
    void aRejectionIsInTheServersWordsWithoutItsInnards() {
        String details = "{\"detail\":[{\"type\":\"x\",\"loc\":[\"body\",\"entries\",0],\"msg\":\"Too odd\","
                + "\"input\":{\"secret\":\"innards\"}},{\"loc\":[],\"msg\":\"And more\"},7]}";
        InferenceException failure = rejected(ReplayServer.answer("422 Unprocessable", "application/json", details));

        assertThat(failure)
                .isInstanceOf(RequestRejectedException.class)
                .hasMessageContaining("HTTP 422: body.entries.0: Too odd; And more")
                .hasMessageNotContaining("innards");
        assertThat(failure.evidence()).isEqualTo(Evidence.NONE);
    }

    @Test
    void aBodyThatGotLostIsToldAsSuch() {
        for (String name : List.of("h2c-upgrade", "h2c-upgrade-body-in-second-segment", "body-cut-off-multipart")) {
            assertThat(rejected(Fixtures.load(Fixtures.STRICT, name).response().raw()))
                    .hasMessageContaining("did not arrive whole")
                    .hasMessageContaining("proxy");
        }
        assertThat(rejected(ReplayServer.answer("400 Bad Request", "text/plain", "Invalid HTTP request received.")))
                .hasMessageContaining("did not arrive whole");
    }

    @Test
    void aProxyWithALimitIsNamed() {
        assertThat(rejected(ReplayServer.answer("413 Too Large", "text/html", "<html></html>")))
                .hasMessageContaining("client_max_body_size")
                .hasMessageContaining("ImageIoPhotoPreparer");
    }

    private static InferenceException rejected(byte[] answer) {
        try (ReplayServer server = ReplayServer.of(answer);
                ImmichMlClient client = server.client().build()) {
            return catchThrowableOfType(RequestRejectedException.class, () -> client.embedText("m", "a dog"));
        }
    }
}
