package digital.memu.inference.example.bot.matrix;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The homeserver did not do what it was asked for; never with a token or what somebody wrote. */
public final class MatrixException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final Set<String> TOKEN_CODES = Set.of("M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED");

    private final int status;
    private final String code;
    private final @Nullable Duration retryAfter;

    private MatrixException(
            String message, int status, String code, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** It did not answer, or not in a way that can be read. */
    static MatrixException noAnswer(String what, @Nullable Throwable cause) {
        return new MatrixException("The homeserver " + what, 0, "", null, cause);
    }

    /** Its answer is larger than is read. */
    static MatrixException tooLarge() {
        return new MatrixException("The homeserver's answer is too large", 0, "TOO_LARGE", null, null);
    }

    /** It refused. */
    static MatrixException refused(int status, String code, @Nullable Duration retryAfter) {
        return new MatrixException("The homeserver answered " + status + " " + code, status, code, retryAfter, null);
    }

    /** The access token is no longer good: nothing will work until there is another one. */
    boolean isTokenRefused() {
        return TOKEN_CODES.contains(code) || status == 401;
    }

    boolean isTooLarge() {
        return code.equals("TOO_LARGE");
    }

    boolean isTooFast() {
        return status == 429;
    }

    /** Whether the same may go well later. */
    boolean isPassing() {
        return (status == 0 && !isTooLarge()) || status == 429 || status >= 500;
    }

    /** How long it wants to be left alone, where it says so. */
    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
