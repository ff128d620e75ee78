package digital.memu.support;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Servers and programs that tests need, and that a machine may not have: {@code .ci/install-real-parts} gets them. */
public final class RealParts {

    private RealParts() {}

    /** Skips the test, with a line that says how to get the part, where it is missing; fails where CI promises it. */
    public static void require(boolean there, String missing) {
        if (!has(there, missing)) {
            Assumptions.abort(missing);
        }
    }

    /** Whether a part is there, for a test that can do without; fails where CI promises it, and says so where it is missing. */
    public static boolean has(boolean there, String missing) {
        if (!there && Boolean.parseBoolean(System.getenv("CI"))) {
            throw new AssertionError(missing);
        }
        if (!there) {
            System.out.println(missing);
        }
        return there;
    }

    /** Where a part of that name is installed. */
    public static Path folder(String name) {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return base.resolve("memu-inference").resolve(name);
    }
}
