package digital.memu.inference.example.cli;

import digital.memu.inference.example.console.ExitCode;
import digital.memu.inference.example.console.Failures;
import digital.memu.inference.example.console.Io;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.immich.ImageIoPhotoPreparer;
import digital.memu.inference.photo.Photo;
import digital.memu.inference.photo.PhotoModel;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.route.ColdStart;
import digital.memu.inference.route.RequestOptions;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is in photos. */
@Command(
        name = "photo",
        description = {
            "Tell what Immich ML finds in photos, one after the other: faces, text, and the vector's space. Who looked at it is"
                    + " told on standard error.",
            "",
            "All three are asked for unless one of them is: by " + PhotoCommand.EMBEDDING + ", " + PhotoCommand.FACES
                    + " and " + PhotoCommand.TEXT
                    + ". The first photo may take minutes where a model has to be downloaded"
                    + " first. A photo that cannot be worked on does not stop those after it; when nobody can answer, they"
                    + " are left out."
        })
final class PhotoCommand implements Callable<Integer> {

    static final String EMBEDDING = "ViT-B-32__openai";
    static final String FACES = "buffalo_l";
    static final String TEXT = "PP-OCRv5_mobile";

    private final Io io;

    @Mixin
    private final Format format = new Format();

    @Option(names = "--embedding", paramLabel = "MODEL", description = "Make the photo's vector by this model.")
    private String embedding = "";

    @Option(names = "--faces", paramLabel = "MODEL", description = "Find faces by this model.")
    private String faces = "";

    @Option(names = "--text", paramLabel = "MODEL", description = "Read text by this model.")
    private String text = "";

    @Option(
            names = "--on",
            paramLabel = "SERVER",
            description = "Only ask this server, by the name that 'memu explain --photos' shows.")
    private String on = "";

    @Option(
            names = "--as-is",
            description = "Send photos as they are, instead of upright and 1440 pixels large at most, as Immich does.")
    private boolean asIs;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The photos; '-' reads one from standard input.")
    private List<String> files = List.of();

    PhotoCommand(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() {
        // Nothing here opens a window, and no system has to be asked for one.
        System.setProperty("java.awt.headless", "true");
        if (Collections.frequency(files, PhotoFiles.INPUT) > 1) {
            throw new Failures.WrongUse("Standard input holds one photo: give '-' once.");
        }
        if (embedding.isBlank() && faces.isBlank() && text.isBlank()) {
            embedding = EMBEDDING;
            faces = FACES;
            text = TEXT;
        }
        PhotoFindings findings = format.json ? new PhotoJson(io) : new PhotoText(io);
        try (Session session = Session.open(io)) {
            return tell(model(session), findings);
        }
    }

    private int tell(PhotoModel model, PhotoFindings findings) {
        int code = ExitCode.FINE;
        for (int i = 0; i < files.size(); i++) {
            String file = files.get(i);
            try {
                PhotoRequest request = request(PhotoFiles.of(file));
                findings.found(file, request, model.analyze(request));
            } catch (InferenceCancelledException e) {
                throw e;
            } catch (InferenceException e) {
                code = ExitCode.FAILED;
                findings.failed(file, e);
                int rest = files.size() - i - 1;
                if (rest > 0 && !(e instanceof UnprocessablePhotoException)) {
                    io.note("Left out " + rest + (rest == 1 ? " more photo." : " more photos."));
                    return code;
                }
            }
        }
        return code;
    }

    private PhotoModel model(Session session) {
        RequestOptions.Builder options = RequestOptions.builder().coldStart(ColdStart.WAIT);
        if (!on.isEmpty()) {
            options.onlyOn(session.known(on, Half.PHOTOS));
        }
        PhotoModel model = session.router().with(options.build()).photos();
        return asIs ? model : model.preparedBy(ImageIoPhotoPreparer.create());
    }

    private PhotoRequest request(Photo photo) {
        PhotoRequest.Builder request = PhotoRequest.of(photo);
        if (!embedding.isBlank()) {
            request.embedding(embedding);
        }
        if (!faces.isBlank()) {
            request.faces(faces);
        }
        if (!text.isBlank()) {
            request.text(text);
        }
        return request.build();
    }
}
