package digital.memu.inference.ollama;

/** Keeps the package alive until its first real class. */
final class Placeholder {
    private Placeholder() {}
}
