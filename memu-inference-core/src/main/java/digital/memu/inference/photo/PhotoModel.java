package digital.memu.inference.photo;

/** Finds out what is in photos, and turns texts into vectors that can be compared with theirs. Implementations are thread-safe. */
public interface PhotoModel {

    /**
     * Everything that the request asks for, out of one upload of the photo.
     *
     * <p>May be repeated, and moved to another server that is asked for the very same models.
     *
     * @throws digital.memu.inference.failure.UnprocessablePhotoException if the photo is at fault
     * @throws digital.memu.inference.failure.InferenceException if there was no answer
     */
    PhotoAnalysis analyze(PhotoRequest request);

    /**
     * A text's vector, in the space of the photos' vectors of the same model.
     *
     * @throws digital.memu.inference.failure.InferenceException if no vector could be had
     */
    TextEmbedding embedText(PhotoTextRequest request);

    /** The same for a text of no known language. */
    default TextEmbedding embedText(String model, String text) {
        return embedText(PhotoTextRequest.of(model, text));
    }

    /**
     * The same model for photos that are made ready first: turned upright, made smaller, put into a format that servers
     * read. What is found is told in the coordinates of the photo as it was.
     */
    default PhotoModel preparedBy(PhotoPreparer preparer) {
        return new PreparingPhotoModel(this, preparer);
    }
}
