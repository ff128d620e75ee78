package digital.memu.inference.example.console;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** A program's version, as its jar tells it. */
public abstract class JarVersion implements IVersionProvider {

    private final String name;

    /** The program of that name. */
    protected JarVersion(String name) {
        this.name = name;
    }

    @Override
    public final String[] getVersion() {
        String version = getClass().getPackage().getImplementationVersion();
        return new String[] {name + " " + Objects.requireNonNullElse(version, "(not packaged)")};
    }
}
