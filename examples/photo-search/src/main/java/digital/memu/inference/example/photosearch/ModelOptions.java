package digital.memu.inference.example.photosearch;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By which models photos are to be looked at. */
final class ModelOptions {

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The model for what photos show; ViT-B-32__openai if left out.")
    private @Nullable String embedding;

    @Option(names = "--face-model", paramLabel = "NAME", description = "The model for faces; buffalo_l if left out.")
    private @Nullable String faces;

    @Option(
            names = "--text-model",
            paramLabel = "NAME",
            description = "The model for written text; PP-OCRv5_mobile if left out.")
    private @Nullable String text;

    /** These, and the usual ones where none is named. */
    Models over(Models usual) {
        return new Models(name(embedding, usual.embedding()), name(faces, usual.faces()), name(text, usual.text()));
    }

    private static String name(@Nullable String wanted, String usual) {
        return wanted == null || wanted.isBlank() ? usual : wanted.strip();
    }
}
