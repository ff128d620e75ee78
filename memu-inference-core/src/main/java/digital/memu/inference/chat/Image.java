package digital.memu.inference.chat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A picture shown to the model, as the bytes of its file. Immutable and thread-safe. */
public final class Image {

    private final byte[] bytes;

    private Image(byte[] bytes) {
        this.bytes = bytes;
        if (bytes.length == 0) {
            throw new IllegalArgumentException("The image is empty");
        }
    }

    /**
     * The picture in these bytes (JPEG, PNG or WebP), which are copied.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Image of(byte[] bytes) {
        return new Image(bytes.clone());
    }

    /**
     * The picture in this file, which is read at once.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is empty
     */
    public static Image of(Path file) throws IOException {
        return new Image(Files.readAllBytes(file));
    }

    /** The bytes, copied. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "Image[" + bytes.length + " bytes]";
    }
}
