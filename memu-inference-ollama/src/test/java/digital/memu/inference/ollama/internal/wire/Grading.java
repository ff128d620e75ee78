package digital.memu.inference.ollama.internal.wire;

import digital.memu.inference.failure.DestinationForbiddenException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.failure.ServerException;

/** Takes every error for the server's, and lets no answer come from elsewhere. */
final class Grading implements Verdict {

    @Override
    public InferenceException failure(ServerError error) {
        return new ServerException("http://pc", error.status(), error.message(), "", null);
    }

    @Override
    public void answeredBy(String remoteHost) {
        throw new DestinationForbiddenException("http://pc", "it went elsewhere", "");
    }
}
