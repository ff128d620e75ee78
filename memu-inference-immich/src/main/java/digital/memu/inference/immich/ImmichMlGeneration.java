package digital.memu.inference.immich;

/**
 * Which versions a server may be of, as far as it gives that away: it tells no version of itself.
 *
 * <p>Needed for nothing but people's eyes: {@link ImmichMlClient} speaks to both in the same way. More may be added.
 * Immutable and thread-safe.
 */
public final class ImmichMlGeneration {

    /** Immich 1.106 to 3.2, which hardly looks at what it is asked. */
    public static final ImmichMlGeneration LENIENT = new ImmichMlGeneration("1.106 to 3.2");

    /** Immich 3.3 and newer, which refuses what it does not know. */
    public static final ImmichMlGeneration STRICT = new ImmichMlGeneration("3.3 or newer");

    private final String versions;

    private ImmichMlGeneration(String versions) {
        this.versions = versions;
    }

    /** The versions of Immich, for example {@code "3.3 or newer"}. */
    public String versions() {
        return versions;
    }

    @Override
    public String toString() {
        return "Immich " + versions;
    }
}
