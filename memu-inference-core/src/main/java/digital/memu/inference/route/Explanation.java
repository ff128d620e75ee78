package digital.memu.inference.route;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who would serve a request at this moment, who not, and why; in the order of preference.
 *
 * <p>Read from what the router knows, without contacting anybody. Immutable and thread-safe.
 */
public final class Explanation {

    private final List<Choice> choices;

    private Explanation(List<Choice> choices) {
        this.choices = List.copyOf(choices);
    }

    /** The backends in the order of preference. */
    public static Explanation of(List<Choice> choices) {
        return new Explanation(choices);
    }

    /** All backends, those that would not serve included. */
    public List<Choice> choices() {
        return choices;
    }

    /** Who would be asked first; empty when nobody would be asked. */
    public Optional<Choice> first() {
        return choices.stream().filter(Choice::serves).findFirst();
    }

    /** One line for each backend. */
    @Override
    public String toString() {
        return choices.stream().map(Choice::toString).collect(Collectors.joining("\n"));
    }

    /** One backend's place in the order. */
    public static final class Choice {

        private final String backend;
        private final Tier tier;
        private final BackendState state;
        private final @Nullable String model;
        private final String against;

        private Choice(String backend, Tier tier, BackendState state, @Nullable String model, String against) {
            this.backend = Objects.requireNonNull(backend);
            this.tier = tier;
            this.state = state;
            this.model = model;
            this.against = Objects.requireNonNull(against);
        }

        /** A place in the order; {@code against} says why it would not serve, and is empty when it would. */
        public static Choice of(String backend, Tier tier, BackendState state, @Nullable String model, String against) {
            return new Choice(backend, tier, state, model, against);
        }

        /** Name of the backend. */
        public String backend() {
            return backend;
        }

        /** Tier of the backend. */
        public Tier tier() {
            return tier;
        }

        /** What is believed about it, as far as this capability and model are concerned. */
        public BackendState state() {
            return state;
        }

        /** What it would be asked for, where the capability has models. */
        public Optional<String> model() {
            return Optional.ofNullable(model);
        }

        /** Whether it would be asked when those before it fail. */
        public boolean serves() {
            return against.isEmpty();
        }

        /** Why it would not be asked, in words for people; empty when it would. */
        public String against() {
            return against;
        }

        /** For example {@code "gaming-pc: would serve llama3.1:8b (UP)"}. */
        @Override
        public String toString() {
            String what = model == null ? "" : " " + model;
            return backend + ": " + (serves() ? "would serve" + what + " (" + state + ")" : against);
        }
    }
}
