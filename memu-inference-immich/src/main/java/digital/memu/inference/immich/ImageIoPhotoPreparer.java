package digital.memu.inference.immich;

import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.photo.Photo;
import digital.memu.inference.photo.PhotoPreparer;
import digital.memu.inference.photo.PreparedPhoto;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.color.ColorSpace;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes photos ready for Immich's machine learning as Immich does itself: upright, small, as JPEG in sRGB; by the JDK's own
 * ImageIO. What is found is told in the coordinates of the photo as it is stored.
 *
 * <p>Defaults: 1440 pixels on the long side. Reads JPEG, PNG, GIF, BMP and TIFF, and what plug-ins of ImageIO read; what is
 * transparent becomes white. A photo that is fine already is sent as it is, and so is one that ImageIO cannot decode and the
 * service can, such as WebP and AVIF, if it has at most 24 million pixels.
 *
 * <p>Needs some 80 MB of memory for a photo at work, at 1440 pixels, and twice that for one with a palette. The JDK holds some photos in one piece: progressive JPEG,
 * GIF, and TIFF without strips; these take 6 bytes for each pixel in addition, and may have 50 million at most. Of bytes and
 * streams the photo itself is held, too. For programs with the module {@code java.desktop} only; opens no window. Immutable
 * and thread-safe.
 */
public final class ImageIoPhotoPreparer implements PhotoPreparer {

    /** The long side of Immich's own previews. */
    private static final int USUAL_SIDE = 1440;

    private static final int SMALLEST_SIDE = 64;
    private static final int LARGEST_SIDE = 8192;

    /** What may be sent unseen. */
    private static final long SMALL = 24_000_000;

    private static final float QUALITY = 0.9f;

    private final int longSide;

    private ImageIoPhotoPreparer(int longSide) {
        if (longSide < SMALLEST_SIDE || longSide > LARGEST_SIDE) {
            throw new IllegalArgumentException(
                    "The long side is from " + SMALLEST_SIDE + " to " + LARGEST_SIDE + " pixels, not " + longSide);
        }
        this.longSide = longSide;
    }

    /** Photos of 1440 pixels. */
    public static ImageIoPhotoPreparer create() {
        return new ImageIoPhotoPreparer(USUAL_SIDE);
    }

    /**
     * Photos of so many pixels on the long side at most.
     *
     * @throws IllegalArgumentException if it is not from 64 to 8192
     */
    public static ImageIoPhotoPreparer ofLongSide(int pixels) {
        return new ImageIoPhotoPreparer(pixels);
    }

    @Override
    public PreparedPhoto prepare(Photo photo) throws IOException {
        CheckedPhoto checked = PhotoCheck.look(photo);
        PhotoHeader header = checked.header();
        if (header.kind() == PhotoKind.RAW) {
            // ImageIO would take the preview in it for the photo.
            throw PhotoCheck.refused(photo, header.kind());
        }
        try (DecodedPhoto decoded = DecodedPhoto.open(checked)) {
            if (decoded == null) {
                return asItIs(photo);
            }
            int width = decoded.width();
            int height = decoded.height();
            Orientation orientation = new Orientation(header.orientation());
            boolean fine = header.kind() == PhotoKind.JPEG
                    && header.orientation() == 1
                    && Math.max(width, height) <= longSide
                    && isFine(decoded.type());
            if (fine) {
                return asItIs(photo);
            }
            byte[] jpeg = jpeg(upright(decoded.read(longSide * 3), width, height, orientation));
            return PreparedPhoto.of(Photo.of(photo.name(), jpeg), width, height, orientation::stored);
        } catch (DecodedPhoto.UndecodableException e) {
            return asItIs(photo);
        }
    }

    /** A photo that the service, unlike the JDK, may be able to read. */
    private static PreparedPhoto asItIs(Photo photo) {
        PhotoHeader header = PhotoCheck.check(photo).header();
        if (!header.hasSize() || header.width() * header.height() > SMALL) {
            throw UnprocessablePhotoException.unreadable(
                    photo.name(),
                    "it is " + header.kind().words() + " of a sort that cannot be made smaller here",
                    "Send it as JPEG or PNG, or without preparing it",
                    null);
        }
        return PreparedPhoto.of(photo, (int) header.width(), (int) header.height(), place -> place);
    }

    /** Colours that the service takes as they are meant; those of CMYK only get worse by ImageIO. */
    private static boolean isFine(ImageTypeSpecifier type) {
        ColorSpace space = type.getColorModel().getColorSpace();
        return space.isCS_sRGB() || space.getType() == ColorSpace.TYPE_GRAY || space.getType() == ColorSpace.TYPE_CMYK;
    }

    private BufferedImage upright(BufferedImage stored, int width, int height, Orientation orientation) {
        double scale = Math.min(1, (double) longSide / Math.max(width, height));
        int newWidth = (int) Math.max(1, Math.round((orientation.swaps() ? height : width) * scale));
        int newHeight = (int) Math.max(1, Math.round((orientation.swaps() ? width : height) * scale));
        BufferedImage small = stored;
        // Each pixel of the smaller one is made of two by two: more would be left out otherwise.
        while (Math.max(small.getWidth(), small.getHeight()) >= 2 * Math.max(newWidth, newHeight)) {
            int half = Math.max(1, small.getWidth() / 2);
            int otherHalf = Math.max(1, small.getHeight() / 2);
            small = drawn(
                    small,
                    half,
                    otherHalf,
                    AffineTransform.getScaleInstance(
                            (double) half / small.getWidth(), (double) otherHalf / small.getHeight()));
        }
        return drawn(
                small,
                newWidth,
                newHeight,
                orientation.upright(small.getWidth(), small.getHeight(), newWidth, newHeight));
    }

    private static BufferedImage drawn(BufferedImage from, int width, int height, AffineTransform transform) {
        BufferedImage to = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = to.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, width, height);
            graphics.drawImage(from, transform, null);
        } finally {
            graphics.dispose();
        }
        return to;
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam quality = writer.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), quality);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return "ImageIoPhotoPreparer[" + longSide + " pixels]";
    }
}
