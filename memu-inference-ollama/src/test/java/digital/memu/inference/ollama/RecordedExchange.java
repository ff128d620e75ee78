package digital.memu.inference.ollama;

import digital.memu.support.HttpMessage;

/**
 * A request to a real server, and its answer.
 *
 * @param version of the server, such as {@code v0.32.15}
 * @param name of the case; see the README beside the files
 * @param response empty if the server sent none
 */
@SuppressWarnings("exports") // only tests see it
public record RecordedExchange(String version, String name, HttpMessage request, HttpMessage response) {

    @Override
    public String toString() {
        return version + " " + name;
    }
}
