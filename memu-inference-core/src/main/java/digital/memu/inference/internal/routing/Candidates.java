package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Capability;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.route.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides who may serve a request, in which order, and why not the others; touches neither network nor clock. */
final class Candidates {

    private final RoutingPolicy policy;
    /** External before local, and within a tier in the order of configuration. */
    private final List<Member> ordered;

    Candidates(RoutingPolicy policy, List<Member> members) {
        this.policy = policy;
        List<Member> byTier = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            for (Member member : members) {
                if (member.backend().tier() == tier) {
                    byTier.add(member);
                }
            }
        }
        this.ordered = List.copyOf(byTier);
    }

    /**
     * Everybody who offers it in the order of preference, rejected ones included; whoever does not, only where nobody does:
     * that another service has no part in this needs no reason.
     *
     * @param sameModel whether all must serve the very model that the first one has, as vectors must
     */
    List<Candidate> rank(
            Capability<?> capability, @Nullable String asked, boolean sameModel, RequestOptions options, long now) {
        List<Member> offering =
                ordered.stream().filter(member -> offers(member, capability)).toList();
        return rank(offering.isEmpty() ? ordered : offering, capability, asked, sameModel, options, now);
    }

    /** Everybody there is, for a request that names no model. */
    List<Candidate> rankAll(Capability<?> capability, long now) {
        return rank(ordered, capability, null, false, RequestOptions.none(), now);
    }

    private List<Candidate> rank(
            List<Member> members,
            Capability<?> capability,
            @Nullable String asked,
            boolean sameModel,
            RequestOptions options,
            long now) {
        List<Candidate> ranked = new ArrayList<>(members.size());
        String first = sameModel ? firstModel(capability, asked) : null;
        boolean anybody = false;
        for (Member member : members) {
            Candidate candidate = judge(member, capability, asked, sameModel, first, options, now);
            anybody |= candidate.accepted();
            ranked.add(candidate);
        }
        if (!anybody) {
            panic(ranked);
        }
        return ranked;
    }

    /** The model of the first who has it, also when he may not serve: which model a name means does not depend on that. */
    private @Nullable String firstModel(Capability<?> capability, @Nullable String asked) {
        return ordered.stream()
                .filter(member -> offers(member, capability))
                .map(member -> member.backend().modelFor(capability, asked))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    static boolean offers(Member member, Capability<?> capability) {
        return member.backend().capabilities().contains(capability);
    }

    /** Everybody in the order of preference. */
    List<Member> ordered() {
        return ordered;
    }

    /** Whether more than one backend offers it, so that a request may end up on either. */
    boolean several(Capability<?> capability) {
        return ordered.stream().filter(member -> offers(member, capability)).count() > 1;
    }

    /** Whether there is anybody for whom the device at hand would stand in. */
    private boolean hasExternal(Capability<?> capability) {
        return ordered.stream()
                .anyMatch(member -> member.backend().tier() == Tier.EXTERNAL && offers(member, capability));
    }

    private Candidate judge(
            Member member,
            Capability<?> capability,
            @Nullable String asked,
            boolean sameModel,
            @Nullable String first,
            RequestOptions options,
            long now) {
        String unwanted = policy.switchedOff().isEmpty() ? unwanted(member, options) : policy.switchedOff();
        if (!unwanted.isEmpty()) {
            return Candidate.rejected(member, null, unwanted);
        }
        if (!offers(member, capability)) {
            return Candidate.rejected(member, null, "offers no " + capability);
        }
        if (member.backend().tier() == Tier.LOCAL && !policy.fallback() && hasExternal(capability)) {
            return Candidate.rejected(member, null, "fall-back is switched off");
        }
        String wish = sameModel ? asked : options.model(member.backend().name()).orElse(asked);
        String model = member.backend().modelFor(capability, wish);
        if (model == null && capability.equals(Capability.CHAT)) {
            return Candidate.rejected(member, null, "has no model of its own, and the request names none");
        }
        if (sameModel && first != null && !isSame(first, model)) {
            String why = "serves " + model + ", but vectors of different models never mix";
            return Candidate.rejected(member, model, why);
        }
        Health seen = member.health();
        Standing standing = Standing.of(seen, capability.name(), model, now);
        return new Candidate(member, seen, model, standing.against(), standing.mayPanic(), false);
    }

    /** Names of the same model: case does not matter, and the tag {@code latest} may be left out. */
    private static boolean isSame(String first, @Nullable String other) {
        return other != null && withoutLatest(first).equalsIgnoreCase(withoutLatest(other));
    }

    private static String withoutLatest(String model) {
        String latest = ":latest";
        return model.endsWith(latest) ? model.substring(0, model.length() - latest.length()) : model;
    }

    private static String unwanted(Member member, RequestOptions options) {
        if (options.tier().isPresent()
                && options.tier().get() != member.backend().tier()) {
            return "only " + options.tier().get() + " backends are wanted";
        }
        if (options.backend().isPresent()
                && !options.backend().get().equals(member.backend().name())) {
            return "only " + options.backend().get() + " is wanted";
        }
        return "";
    }

    /** When everybody is rejected for their state only, they are tried all the same, in the order of preference. */
    private static void panic(List<Candidate> ranked) {
        ranked.replaceAll(candidate -> candidate.forState() ? candidate.inPanic() : candidate);
    }
}
