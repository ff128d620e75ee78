package digital.memu.inference.failure;

import digital.memu.inference.route.Evidence;
import org.jspecify.annotations.Nullable;

/**
 * A photo cannot be worked on: it is damaged, of a kind that the service cannot read, or servers failed on it.
 *
 * <p>It says nothing about a server: other photos are worked on there as before.
 */
public final class UnprocessablePhotoException extends InferenceException {
    private static final long serialVersionUID = 1L;

    private final String photo;
    private final boolean sent;

    private UnprocessablePhotoException(
            String where, String photo, String what, String advice, boolean sent, @Nullable Throwable cause) {
        super(Evidence.NONE, named(where, photo), what, advice, cause);
        this.photo = photo;
        this.sent = sent;
    }

    /** With the place and not with the cause: routes, reasons and logs tell that, and need not know what photos are called. */
    private static String named(String where, String photo) {
        return (where.isEmpty() ? "" : where + ": ") + "photo '" + FailureText.oneLine(photo) + "'";
    }

    /** Found out before anything was sent. */
    public static UnprocessablePhotoException unreadable(
            String photo, String what, String advice, @Nullable Throwable cause) {
        return new UnprocessablePhotoException("", photo, what, advice, false, cause);
    }

    /** The server at {@code url} failed on the photo, though it lives and knows the models. */
    public static UnprocessablePhotoException failedOn(String url, String photo, String what, String advice) {
        return new UnprocessablePhotoException(url, photo, what, advice, true, null);
    }

    /** The photo's name, as the caller gave it. */
    public String photo() {
        return photo;
    }

    /** Whether a server was given the photo and failed on it; false where it was not sent at all. */
    public boolean sent() {
        return sent;
    }
}
