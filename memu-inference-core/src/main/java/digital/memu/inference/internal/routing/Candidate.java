package digital.memu.inference.internal.routing;

import org.jspecify.annotations.Nullable;

/**
 * One backend's place in the order for a request.
 *
 * @param model what it would be asked for; null where the capability has no models
 * @param rejection why it may not serve; empty when it may
 * @param forState whether the rejection is for its state only, so that it may be tried when nobody else is left
 */
record Candidate(Member member, @Nullable String model, String rejection, boolean forState) {

    boolean accepted() {
        return rejection.isEmpty();
    }
}
