package digital.memu.inference.chat;

import java.util.List;
import java.util.Objects;

/** A token with its log probability, and the alternatives that the model weighed. Immutable and thread-safe. */
public final class TokenLogprob {

    private final String token;
    private final double logprob;
    private final List<TokenLogprob> alternatives;

    private TokenLogprob(String token, double logprob, List<TokenLogprob> alternatives) {
        this.token = Objects.requireNonNull(token);
        this.logprob = logprob;
        this.alternatives = List.copyOf(alternatives);
    }

    /** A token with the alternatives in its place; an alternative has none itself. */
    public static TokenLogprob of(String token, double logprob, List<TokenLogprob> alternatives) {
        return new TokenLogprob(token, logprob, alternatives);
    }

    /** The token's text; half a character comes as the replacement character. */
    public String token() {
        return token;
    }

    /** Natural logarithm of the probability. */
    public double logprob() {
        return logprob;
    }

    /** The likeliest tokens in this place, as many as were asked for. */
    public List<TokenLogprob> alternatives() {
        return alternatives;
    }

    @Override
    public String toString() {
        return "TokenLogprob[" + logprob + ", " + alternatives.size() + " alternatives]";
    }
}
