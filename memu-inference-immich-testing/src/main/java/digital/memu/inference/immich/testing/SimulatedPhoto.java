package digital.memu.inference.immich.testing;

/**
 * A picture that came to the {@link ImmichMlSimulator} and that the real service could decode.
 *
 * <p>Immutable and thread-safe.
 */
public final class SimulatedPhoto {

    private final byte[] bytes;
    private final PictureSize size;
    private final String sha256;

    SimulatedPhoto(byte[] bytes, PictureSize size) {
        this.bytes = bytes;
        this.size = size;
        this.sha256 = Vectors.sha256(bytes);
    }

    /** A copy of the file as it was sent. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** In pixels as stored, that is, without regard to an orientation in the file. */
    public int width() {
        return size.width();
    }

    /** In pixels as stored. */
    public int height() {
        return size.height();
    }

    /** The SHA-256 of the file in lower-case hexadecimal. */
    public String sha256() {
        return sha256;
    }

    @Override
    public String toString() {
        return width() + "x" + height() + " (" + bytes.length + " bytes)";
    }
}
