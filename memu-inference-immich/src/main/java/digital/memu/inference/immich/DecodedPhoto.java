package digital.memu.inference.immich;

import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/** A photo that ImageIO has a decoder for; a file is read from disk while it is decoded. Not thread-safe. */
final class DecodedPhoto implements AutoCloseable {

    /** The JDK's decoders need some memory for each column and row, even where they leave most of them out. */
    private static final long MOST_PIXELS = 2_000_000_000;

    /** Of what comes in one piece the decoders hold all of it, up to six bytes for each pixel. */
    private static final long LARGEST_PIECE = 50_000_000;

    private final PhotoHeader header;
    private final InputStream source;
    private final ImageInputStream in;
    private final ImageReader reader;

    private DecodedPhoto(PhotoHeader header, InputStream source, ImageInputStream in, ImageReader reader) {
        this.header = header;
        this.source = source;
        this.in = in;
        this.reader = reader;
    }

    /** Null where there is no decoder for it. */
    static @Nullable DecodedPhoto open(CheckedPhoto photo) throws IOException {
        InputStream source = InputStream.nullInputStream();
        ImageInputStream in;
        Path file = photo.photo().file().orElse(null);
        if (file != null && file.getFileSystem().equals(FileSystems.getDefault())) {
            in = new FileImageInputStream(file.toFile());
        } else {
            source = new BufferedInputStream(photo.open());
            in = new MemoryCacheImageInputStream(source);
        }
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            in.close();
            source.close();
            return null;
        }
        ImageReader reader = readers.next();
        reader.setInput(in, true, true);
        return new DecodedPhoto(photo.header(), source, in, reader);
    }

    int width() throws IOException {
        return decode(() -> reader.getWidth(0));
    }

    int height() throws IOException {
        return decode(() -> reader.getHeight(0));
    }

    /** What the pixels are when they are decoded. */
    ImageTypeSpecifier type() throws IOException {
        return decode(() -> reader.getImageTypes(0).next());
    }

    /** The pixels, of large photos only some of them, so that the long side is not longer than this. */
    BufferedImage read(int longest) throws IOException {
        int width = width();
        int height = height();
        long pixels = (long) width * height;
        if (pixels > MOST_PIXELS || (header.piece() == PhotoHeader.ALL ? pixels : header.piece()) > LARGEST_PIECE) {
            throw new UndecodableException(null);
        }
        int step = (Math.max(width, height) + longest - 1) / longest;
        ImageReadParam some = reader.getDefaultReadParam();
        some.setSourceSubsampling(step, step, 0, 0);
        return decode(() -> reader.read(0, some));
    }

    private static <T> T decode(Decoding<T> decoding) throws IOException {
        try {
            return decoding.run();
        } catch (IIOException | RuntimeException | OutOfMemoryError e) {
            // Decoders also fail with whatever their arithmetic leads to, or want as much as a damaged header tells.
            throw new UndecodableException(e);
        }
    }

    @Override
    public void close() throws IOException {
        reader.dispose();
        in.close();
        source.close();
    }

    private interface Decoding<T> {
        T run() throws IOException;
    }

    /** The JDK cannot decode it, which does not mean that nobody can. */
    static final class UndecodableException extends IOException {
        private static final long serialVersionUID = 1L;

        private UndecodableException(@Nullable Throwable cause) {
            super(cause);
        }
    }
}
