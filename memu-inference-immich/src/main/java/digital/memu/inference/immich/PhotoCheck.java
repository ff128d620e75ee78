package digital.memu.inference.immich;

import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.photo.Photo;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a photo before it is sent: on one that it cannot decode the service fails, and stops for everybody for a second.
 *
 * <p>Of a file the start and the end are read; a stream is read once to its end. What is in doubt is sent.
 */
final class PhotoCheck {

    /** What the service's library takes for an attack. */
    static final long MOST_PIXELS = 178_956_970;

    private static final long MOST_BYTES = 1L << 30;
    private static final int TAIL = 64 * 1024;

    private static final String COPY_AGAIN = "Was it copied or downloaded completely? Fetch it again";

    private PhotoCheck() {}

    /**
     * Looks at a photo that is to be sent as it is.
     *
     * @throws UnprocessablePhotoException if the service would fail on it
     */
    static CheckedPhoto check(Photo photo) {
        CheckedPhoto checked = look(photo);
        PhotoHeader header = checked.header();
        if (header.kind().isRefused()) {
            throw refused(photo, header.kind());
        }
        if (header.hasSize() && (header.width() == 0 || header.height() == 0)) {
            throw fault(photo, "it is " + header.width() + " x " + header.height() + " pixels large", COPY_AGAIN, null);
        }
        if (header.hasSize() && header.width() > MOST_PIXELS / header.height()) {
            throw fault(
                    photo,
                    "its " + header.width() + " x " + header.height() + " pixels are more than the " + MOST_PIXELS
                            + " that Immich's machine learning takes",
                    "Make it smaller, for example with ImageIoPhotoPreparer",
                    null);
        }
        return checked;
    }

    /**
     * Looks at a photo without a judgement on kind and size.
     *
     * @throws UnprocessablePhotoException if it cannot be read, is empty or cut off
     */
    static CheckedPhoto look(Photo photo) {
        try {
            Path file = photo.file().orElse(null);
            CheckedPhoto checked = file == null ? lookAtStream(photo) : lookAtFile(photo, file);
            if (checked.length() < checked.header().least()) {
                throw cutOff(photo);
            }
            return checked;
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                // Files are closed under whoever is interrupted.
                throw new InferenceCancelledException("Interrupted while a photo was looked at");
            }
            throw unreadable(photo, e);
        } catch (UnprocessablePhotoException e) {
            throw e;
        } catch (RuntimeException e) {
            // Whoever wrote the stream, or the file system, is at fault.
            throw unreadable(photo, new IOException(e));
        }
    }

    /** What the caller is told of a photo that cannot be read, also in the middle of it. */
    static UnprocessablePhotoException unreadable(Photo photo, IOException failure) {
        if (failure instanceof ExactStream.ChangedException) {
            return fault(
                    photo,
                    failure.getMessage() + " while it was sent",
                    "Is it still being written? Send it again when that is done",
                    failure);
        }
        if (failure instanceof NoSuchFileException) {
            return fault(photo, "there is no such file", "Is the path right, and the disk connected?", failure);
        }
        if (failure instanceof AccessDeniedException) {
            return fault(photo, "it may not be read", "Give the user that runs this program the right to", failure);
        }
        return fault(photo, "it cannot be read", "Is it still there, and does it open in a viewer?", failure);
    }

    private static CheckedPhoto lookAtFile(Photo photo, Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw fault(photo, "it is a directory", "Name a photo in it", null);
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw fault(photo, "it is no ordinary file", "Name a file, or give a supplier of streams", null);
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long length = channel.size();
            notEmpty(photo, length);
            notTooLong(photo, length);
            PhotoHeader header = header(photo, new BufferedInputStream(Channels.newInputStream(channel)));
            if (!PhotoEnd.isIn(tail(channel, header.end(), length), header.kind()) && !endsElsewhere(channel, photo)) {
                throw cutOff(photo);
            }
            return new CheckedPhoto(photo, header, length);
        }
    }

    /** Reads all of it, if it takes that: what a phone has appended may be a film. */
    private static boolean endsElsewhere(SeekableByteChannel channel, Photo photo) throws IOException {
        channel.position(0);
        InputStream again = new BufferedInputStream(Channels.newInputStream(channel));
        PhotoHeader header = header(photo, again);
        return PhotoEnd.follows(again, header.kind());
    }

    /** The last bytes, of those after the header: in that may be a preview with an end of its own. */
    private static byte[] tail(SeekableByteChannel channel, long header, long length) throws IOException {
        ByteBuffer tail = ByteBuffer.allocate((int) Math.max(0, Math.min(TAIL, length - header)));
        channel.position(length - tail.capacity());
        while (tail.hasRemaining() && channel.read(tail) >= 0) {}
        return tail.array();
    }

    private static CheckedPhoto lookAtStream(Photo photo) throws IOException {
        try (CountedStream counted = new CountedStream(photo.open());
                InputStream in = new BufferedInputStream(counted)) {
            in.mark(1);
            notEmpty(photo, in.read() < 0 ? 0 : 1);
            in.reset();
            PhotoHeader header = header(photo, in);
            boolean whole = PhotoEnd.follows(in, header.kind());
            in.transferTo(java.io.OutputStream.nullOutputStream());
            notTooLong(photo, counted.count());
            if (!whole) {
                throw cutOff(photo);
            }
            return new CheckedPhoto(photo, header, counted.count());
        }
    }

    private static PhotoHeader header(Photo photo, InputStream in) throws IOException {
        try {
            return PhotoHeader.read(in, photo.name());
        } catch (EOFException e) {
            throw cutOff(photo);
        }
    }

    private static void notEmpty(Photo photo, long length) {
        if (length == 0) {
            throw fault(photo, "it is empty: 0 bytes", COPY_AGAIN, null);
        }
    }

    /** Of a file before it is read: what has no end to be found is read to its last byte. */
    private static void notTooLong(Photo photo, long length) {
        if (length > MOST_BYTES) {
            throw fault(photo, "it is larger than 1 GB", "Send a smaller one", null);
        }
    }

    private static UnprocessablePhotoException cutOff(Photo photo) {
        return fault(photo, "it is cut off: its end is missing", COPY_AGAIN, null);
    }

    static UnprocessablePhotoException refused(Photo photo, PhotoKind kind) {
        String what = kind == PhotoKind.OTHER
                ? "it is of no kind that Immich's machine learning reads"
                : "it is " + kind.words() + ", which Immich's machine learning cannot read";
        return fault(
                photo,
                what,
                "Send it as JPEG, PNG or WebP; of photos in Immich, take the preview that Immich made",
                null);
    }

    private static UnprocessablePhotoException fault(
            Photo photo, String what, String advice, @Nullable Throwable cause) {
        return UnprocessablePhotoException.unreadable(photo.name(), what, advice, cause);
    }
}
