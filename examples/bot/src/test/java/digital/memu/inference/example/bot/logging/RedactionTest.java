package digital.memu.inference.example.bot.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log as logback.xml makes it. */
class RedactionTest {

    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void configure() throws JoranException {
        URL xml = Objects.requireNonNull(RedactionTest.class.getResource("/logback.xml"));
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(xml);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private String logged(String message, @Nullable Throwable failure) {
        Logger logger = context.getLogger("digital.memu.inference.example.bot");
        ConsoleAppender<ILoggingEvent> appender =
                (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("err");
        return new String(
                appender.getEncoder().encode(new LoggingEvent("", logger, Level.WARN, message, failure, new Object[0])),
                StandardCharsets.UTF_8);
    }

    @Test
    void whatLooksLikeASecretIsOne() {
        assertThat(logged("Authorization: Bearer abc.def-123 was sent", null)).endsWith("Bearer *** was sent\n");
        assertThat(logged("GET /sync?access_token=abc123&since=s1", null)).endsWith("access_token=***&since=s1\n");
        assertThat(logged("token syt_Ym90_qwertz_12345 and {\"password\":\"hunter2\"}", null))
                .endsWith("token *** and {\"password\":\"***\"}\n");
        assertThat(logged("at http://mum:hunter2@192.168.1.50:11434/", null))
                .endsWith("at http://***@192.168.1.50:11434/\n");
    }

    @Test
    void theTokenInForceIsLeftOutWhereverItStands() {
        Redaction.hide("plainword");
        String log =
                logged("a plainword in it", new IOException("refused plainword", new IOException("because plainword")));

        assertThat(log)
                .contains(
                        "a *** in it",
                        "java.io.IOException: refused ***",
                        "Caused by: java.io.IOException: because ***")
                .doesNotContain("plainword");
        assertThat(log.split("refused", -1)).hasSize(2);
    }

    @Test
    void everythingElseIsReadable() {
        assertThat(logged("The homeserver answered 429 M_LIMIT_EXCEEDED; trying again", null))
                .endsWith(" WARN  The homeserver answered 429 M_LIMIT_EXCEEDED; trying again\n");
    }
}
