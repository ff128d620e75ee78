package digital.memu.inference.ollama;

import java.util.Optional;

/** What a server tells about its own settings, each only where it does (from 0.16.2 on). Immutable and thread-safe. */
public final class ServerStatus {

    private final Fields cloud;

    ServerStatus(Fields fields) {
        this.cloud = fields.object("cloud");
    }

    /** Whether the server's owner has switched off all models that run in the internet. */
    public Optional<Boolean> cloudDisabled() {
        return Optional.ofNullable(cloud.map().get("disabled"))
                .filter(Boolean.class::isInstance)
                .map(Boolean.class::cast);
    }

    /** Where that was set: {@code none}, {@code env}, {@code config} or {@code both}. */
    public Optional<String> cloudSource() {
        return cloud.optionalText("source");
    }

    @Override
    public String toString() {
        return "ServerStatus[cloud disabled "
                + cloudDisabled().map(String::valueOf).orElse("unknown") + "]";
    }
}
