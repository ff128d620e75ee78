package digital.memu.inference.example.bot.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Takes secrets out of what is logged, messages and stack traces alike: {@code %redacted(%msg%n%ex)} in logback.xml.
 *
 * <p>What looks like a secret is one: the token of a header or a query, what Synapse's tokens look like, and the password of
 * an address.
 */
public final class Redaction extends CompositeConverter<ILoggingEvent> {

    private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();
    private static final Pattern LOOKS_SECRET = Pattern.compile("(?i)(?<=bearer )[^\\s\"',;]+"
            + "|(?<=(?:token|password|secret|key)[\"']?[=:]\\s{0,1}[\"']?)[^\\s\"',;&]+"
            + "|\\bsy[tr]_\\w+"
            + "|(?<=://)[^/\\s@]+(?=@)");

    /** Takes this out too, wherever it stands. */
    public static void hide(String secret) {
        if (!secret.isEmpty()) {
            KNOWN.add(secret);
        }
    }

    @Override
    protected String transform(ILoggingEvent event, String text) {
        String safe = text;
        for (String secret : KNOWN) {
            safe = safe.replace(secret, "***");
        }
        return LOOKS_SECRET.matcher(safe).replaceAll("***");
    }
}
