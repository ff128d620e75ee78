package digital.memu.inference.immich;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.internal.time.Background;
import digital.memu.inference.photo.Photo;
import java.util.concurrent.CompletableFuture;

/** A look at a photo within the limits of one attempt, whatever its source does. */
final class PhotoLook {

    private PhotoLook() {}

    /**
     * As {@link PhotoCheck#check}; but a stream, which may be silent for ever and lets nobody close it, is read on a thread
     * of its own.
     */
    static CheckedPhoto at(Photo photo, CallContext context, String url) {
        if (photo.file().isPresent()) {
            return PhotoCheck.check(photo);
        }
        CompletableFuture<CheckedPhoto> found = new CompletableFuture<>();
        try (Background reader = new Background("memu-inference-photo", 1)) {
            reader.execute(() -> {
                try {
                    found.complete(PhotoCheck.check(photo));
                } catch (RuntimeException | Error e) {
                    // Told to the caller, whose photo it is.
                    found.completeExceptionally(e);
                }
            });
            return Waiting.on(found, context, url);
        }
    }
}
