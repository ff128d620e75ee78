package digital.memu.inference.example.wizard.form;

/**
 * What somebody chose and typed; nothing of it has been judged.
 *
 * @param elsewhere whether another computer is meant
 * @param ollama the address of its Ollama, as typed
 * @param photos the address of its Immich machine learning, as typed; empty for none
 * @param model that should answer; empty for what is set
 */
public record Answers(boolean elsewhere, String ollama, String photos, String model) {

    /** The same with the two addresses exchanged. */
    public Answers swapped() {
        return new Answers(elsewhere, photos, ollama, model);
    }

    /** The same on this device; what was typed is kept. */
    public Answers here() {
        return new Answers(false, ollama, photos, model);
    }

    /** The same with another model. */
    public Answers model(String other) {
        return new Answers(elsewhere, ollama, photos, other);
    }

    /** The same with another address of that service. */
    public Answers address(Service service, String address) {
        return service == Service.OLLAMA
                ? new Answers(elsewhere, address, photos, model)
                : new Answers(elsewhere, ollama, address, model);
    }

    /** The address of that service, as typed. */
    public String address(Service service) {
        return service == Service.OLLAMA ? ollama : photos;
    }

    /** Whether the same computers are meant. */
    public boolean samePlaces(Answers other) {
        return elsewhere == other.elsewhere
                && (!elsewhere || (ollama.equals(other.ollama) && photos.equals(other.photos)));
    }

    /** Never what was typed: people paste passwords. */
    @Override
    public String toString() {
        return "Answers[" + (elsewhere ? "elsewhere" : "here") + "]";
    }
}
