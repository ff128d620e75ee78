package digital.memu.inference.internal.http;

import digital.memu.inference.failure.InferenceException;
import java.io.IOException;
import java.util.function.Function;

/** A stream read by whoever asks for the next piece, which is the client's own thread: no product code does so. */
final class HastyBody extends RequestBody {

    private final Opening opening;
    private final Function<IOException, InferenceException> failure;

    HastyBody(String contentType, long length, Opening opening, Function<IOException, InferenceException> failure) {
        super(contentType, length);
        this.opening = opening;
        this.failure = failure;
    }

    @Override
    Pieces open() {
        return new StreamPieces(opening);
    }

    @Override
    InferenceException unreadable(String url, IOException cause) {
        return failure.apply(cause);
    }
}
