package digital.memu.inference.example.wizard;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** Style, script and icon; the same for everybody. */
final class Assets {

    private static final Map<String, String> TYPES = Map.of(
            "/style.css", "text/css; charset=utf-8",
            "/script.js", "text/javascript; charset=utf-8",
            "/icon.svg", "image/svg+xml");

    static boolean has(String path) {
        return TYPES.containsKey(path);
    }

    void add(RoutesConfig routes) {
        TYPES.forEach((path, type) -> {
            byte[] content = read("/web" + path);
            routes.get(path, ctx -> ctx.contentType(type).result(content));
        });
    }

    private static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not there");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
