package digital.memu.inference.internal.routing;

import org.jspecify.annotations.Nullable;

/**
 * One backend's place in the order for a request.
 *
 * @param seen what was known of it when it was judged
 * @param model what it would be asked for; null where the capability has no models
 * @param rejection why it may not serve; empty when it may
 * @param forState whether only its state can speak against it, so that it may be tried when nobody else is left
 * @param panic whether it is tried although its state speaks against it
 */
record Candidate(
        Member member, Health seen, @Nullable String model, String rejection, boolean forState, boolean panic) {

    static Candidate rejected(Member member, @Nullable String model, String why) {
        return new Candidate(member, member.health(), model, why, false, false);
    }

    boolean accepted() {
        return rejection.isEmpty();
    }

    Candidate inPanic() {
        return new Candidate(member, seen, model, "", true, true);
    }
}
