package digital.memu.inference.example.photosearch;

import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.UnprocessablePhotoException;
import digital.memu.inference.photo.Photo;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.PreparedPhoto;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** Finds out about one file all there is to know. Thread-safe. */
final class Analyst {

    /** As many as a server works on at a time: more would only wait there, and be lost with it. */
    private static final int MOST_REQUESTS = 2;

    private static final String PREFIX_END = "': ";

    private final Home home;
    private final Models models;
    private final Patience patience;
    private final Set<String> known;
    private final Semaphore requests = new Semaphore(MOST_REQUESTS);

    /**
     * @param known contents that are in the index; may grow meanwhile
     */
    Analyst(Home home, Models models, Patience patience, Set<String> known) {
        this.home = home;
        this.models = models;
        this.patience = patience;
        this.known = known;
    }

    Models models() {
        return models;
    }

    Outcome look(PhotoFile file) {
        try {
            String content = sha256(file.file());
            return known.contains(content) ? new Outcome.Known(file, content) : look(file, content);
        } catch (IOException e) {
            return new Outcome.Failed(file, "it cannot be read", false);
        } catch (OutOfMemoryError e) {
            // Of one huge photo; the others need not wait for a larger machine.
            return new Outcome.Failed(file, "there is too little memory for it: start with a larger -Xmx", false);
        } catch (Patience.NotNowException e) {
            return new Outcome.Failed(file, "servers failed on it: " + e.getMessage(), true);
        }
    }

    private Outcome look(PhotoFile file, String content) throws IOException {
        try {
            // Not by PhotoModel.preparedBy, which tells places in the photo as it is stored: a page shows it upright.
            PreparedPhoto prepared = home.preparer().prepare(Photo.of(file.file()));
            PhotoRequest request = PhotoRequest.of(prepared.photo())
                    .embedding(models.embedding())
                    .faces(models.faces())
                    .text(models.text())
                    .build();
            PhotoAnalysis findings = ask(request);
            return file.isUnchanged()
                    ? new Outcome.Found(file, content, findings)
                    : new Outcome.Failed(file, "it changed while it was looked at", false);
        } catch (UnprocessablePhotoException e) {
            // On a disk that was unplugged meanwhile it is as good as before.
            return file.isUnchanged()
                    ? new Outcome.Unreadable(file, content, why(e), e.sent())
                    : new Outcome.Failed(file, why(e), false);
        }
    }

    private PhotoAnalysis ask(PhotoRequest request) {
        try {
            requests.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceCancelledException("Interrupted while waiting for the photos before");
        }
        try {
            return patience.ask(() -> home.analyze(request));
        } finally {
            requests.release();
        }
    }

    /** Without the photo's name, which whoever tells it tells too. */
    private static String why(UnprocessablePhotoException e) {
        String what = e.what();
        int name = what.indexOf(PREFIX_END);
        return name < 0 ? what : what.substring(name + PREFIX_END.length());
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
