package digital.memu.inference.example.home;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.config.InferenceSettings;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoRequest;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import javax.imageio.ImageIO;

/** One photo, looked at by whichever machine can. */
final class PhotoLook {

    private PhotoLook() {}

    static void print(Home home, PrintStream out) throws IOException {
        InferenceSettings servers =
                InferenceSettings.builder().envFile(home.settings()).build();
        try (InferenceRouter router = InferenceRouter.from(servers)) {
            PhotoAnalysis found = router.photos().analyze(request());
            out.println("Text in the photo: " + found.text());
            out.println("(" + found.route().explain() + ")");
        } catch (InferenceException e) {
            out.println(e.getMessage());
        }
    }

    /** What Immich asks for, of a picture that is drawn here. */
    static PhotoRequest request() throws IOException {
        return PhotoRequest.of(picture())
                .embedding("ViT-B-32__openai")
                .faces("buffalo_l")
                .text("PP-OCRv5_mobile")
                .build();
    }

    private static byte[] picture() throws IOException {
        BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.ORANGE);
        pen.fillOval(120, 60, 80, 80);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteArray();
    }
}
