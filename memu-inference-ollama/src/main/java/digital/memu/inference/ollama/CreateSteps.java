package digital.memu.inference.ollama;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Making a model: its files one after the other, and then the server's own steps. */
final class CreateSteps implements ModelTransfer.Steps {

    private final OllamaCall call;
    private final CreateRequest request;
    private final RemoteGuard guard;
    private final Deque<Path> left = new ArrayDeque<>();
    private final Map<Path, String> digests = new LinkedHashMap<>();
    private volatile ModelTransfer.@Nullable Steps current;

    CreateSteps(OllamaCall call, CreateRequest request, RemoteGuard guard) {
        this.call = call;
        this.request = request;
        this.guard = guard;
        left.addAll(request.files());
        left.addAll(request.adapters());
    }

    @Override
    public @Nullable TransferProgress next() {
        ModelTransfer.Steps steps = current;
        if (steps == null) {
            request.from().ifPresent(this::refuseCloud);
            steps = following();
        }
        TransferProgress step = steps.next();
        while (step == null && steps instanceof BlobSteps sent) {
            digests.put(left.remove(), sent.digest());
            steps = following();
            step = steps.next();
        }
        return step;
    }

    private ModelTransfer.Steps following() {
        Path file = left.peek();
        ModelTransfer.Steps steps = file != null
                ? new BlobSteps(call, file)
                : new LineSteps(call, "/api/create", request.fields(digests), guard);
        current = steps;
        return steps;
    }

    /** The server would ask about it in the internet. */
    private void refuseCloud(String from) {
        if (!call.mayLeaveTheHouse() && ModelName.isCloud(from)) {
            throw call.forbidden("it starts from a cloud model");
        }
    }

    @Override
    public void close() {
        ModelTransfer.Steps steps = current;
        if (steps != null) {
            steps.close();
        }
        call.close();
    }
}
