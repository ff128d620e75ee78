package digital.memu.inference.example.bot.matrix;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Names of transactions: the same for the same thing, so that a homeserver takes a repetition for what it is. */
final class Transactions {

    private static final int LENGTH = 22;

    private Transactions() {}

    /** The name of one part of what is said because of {@code cause}. */
    static String name(String cause, String part) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(cause.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, LENGTH) + "-" + part;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
