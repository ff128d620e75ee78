package digital.memu.inference.photo;

import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.UnprocessablePhotoException;
import java.io.IOException;

/** A photo model whose photos are made ready first, each once however many servers are asked. */
record PreparingPhotoModel(PhotoModel model, PhotoPreparer preparer) implements PhotoModel {

    @Override
    public PhotoAnalysis analyze(PhotoRequest request) {
        PreparedPhoto prepared;
        try {
            prepared = preparer.prepare(request.photo());
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InferenceCancelledException("Interrupted while a photo was made ready");
            }
            throw UnprocessablePhotoException.unreadable(
                    request.photo().name(),
                    "it cannot be read",
                    "Look whether it is still there, opens in a viewer, and may be read.",
                    e);
        }
        return prepared.restored(model.analyze(request.withPhoto(prepared.photo())));
    }

    @Override
    public TextEmbedding embedText(PhotoTextRequest request) {
        return model.embedText(request);
    }
}
