package digital.memu.inference.photo;

import java.io.IOException;

/**
 * Makes a photo ready for a server: upright, small, and of a kind that servers read. Implementations are thread-safe.
 *
 * <p>Used by {@link PhotoModel#preparedBy}.
 */
@FunctionalInterface
public interface PhotoPreparer {

    /**
     * The photo that is sent in place of this one.
     *
     * @throws digital.memu.inference.failure.UnprocessablePhotoException if this kind of photo cannot be made ready
     * @throws IOException if the photo cannot be read
     */
    PreparedPhoto prepare(Photo photo) throws IOException;
}
