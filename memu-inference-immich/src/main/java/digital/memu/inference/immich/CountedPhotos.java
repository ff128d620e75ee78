package digital.memu.inference.immich;

import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceTimeoutException;
import digital.memu.inference.failure.InferenceTimeoutException.Clock;
import digital.memu.inference.photo.PhotoAnalysis;
import digital.memu.inference.photo.PhotoModel;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.photo.PhotoTextRequest;
import digital.memu.inference.photo.TextEmbedding;
import java.time.Duration;
import java.util.function.Supplier;

/** Photos on one server, counted as long as it works on them. */
record CountedPhotos(PhotoModel photos, Workload workload, TimeSource time) implements PhotoModel {

    @Override
    public PhotoAnalysis analyze(PhotoRequest request) {
        return counted(() -> photos.analyze(request));
    }

    @Override
    public TextEmbedding embedText(PhotoTextRequest request) {
        return counted(() -> photos.embedText(request));
    }

    private <R> R counted(Supplier<R> call) {
        long begun = time.nanoTime();
        workload.begins();
        R result;
        try {
            result = call.get();
        } catch (InferenceTimeoutException e) {
            if (e.clock() == Clock.UPLOAD) {
                workload.failed(); // It has not begun on what did not arrive whole.
            } else {
                workload.givenUp(since(begun), time);
            }
            throw e;
        } catch (InferenceCancelledException e) {
            workload.givenUp(since(begun), time);
            throw e;
        } catch (RuntimeException | Error e) {
            workload.failed();
            throw e;
        }
        workload.answered(since(begun));
        return result;
    }

    private Duration since(long begun) {
        return Duration.ofNanos(time.nanoTime() - begun);
    }
}
