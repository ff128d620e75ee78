package digital.memu.inference.internal.routing;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.backend.TimeSource;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.BackendStatus;
import digital.memu.inference.route.ColdStart;
import digital.memu.inference.route.Explanation;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.RoutingPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of the backends, for those who only look: read from memory, contacting nobody and changing nothing. */
public final class Overview {

    private final TimeSource time;
    private final RoutingPolicy policy;
    private final Candidates candidates;
    private final List<Member> members;

    Overview(TimeSource time, RoutingPolicy policy, Candidates candidates, List<Member> members) {
        this.time = time;
        this.policy = policy;
        this.candidates = candidates;
        this.members = members;
    }

    /** Who would serve a request that names no model, from memory only. */
    public Explanation explain(Capability<?> capability, RequestOptions options) {
        long now = time.nanoTime();
        List<Candidate> ranked = candidates.rank(capability, null, false, options, now);
        return Explanation.of(choices(capability, options, ranked, now));
    }

    private List<Explanation.Choice> choices(
            Capability<?> capability, RequestOptions options, List<Candidate> ranked, long now) {
        boolean meanwhile = capability.equals(Capability.CHAT)
                && Terms.of(policy, options).policy().coldStart() == ColdStart.ANSWER_LOCALLY_MEANWHILE;
        List<Explanation.Choice> choices = new ArrayList<>();
        for (int place = 0; place < ranked.size(); place++) {
            Candidate candidate = ranked.get(place);
            Backend backend = candidate.member().backend();
            BackendState state = candidate.seen().state(candidate.model(), now);
            boolean othersLeft =
                    ranked.subList(place + 1, ranked.size()).stream().anyMatch(Candidate::accepted);
            String against = candidate.accepted() && meanwhile && othersLeft && state == BackendState.LOADING
                    ? "loading " + candidate.model()
                    : candidate.rejection();
            choices.add(Explanation.Choice.of(backend.name(), backend.tier(), state, candidate.model(), against));
        }
        return choices;
    }

    /** What is known of everybody, from memory only: service by service, and in the order of preference. */
    public Snapshot snapshot() {
        Seen.Moment now = new Seen.Moment(time.nanoTime(), time.now());
        Map<String, List<Member>> services = new LinkedHashMap<>();
        members.forEach(member -> services.computeIfAbsent(member.backend().service(), s -> new ArrayList<>())
                .add(member));
        List<BackendStatus> seen = new ArrayList<>();
        services.values().forEach(ofOneService -> seen.addAll(snapshot(ofOneService, now)));
        return new Snapshot(now.time(), policy.switchedOff(), List.copyOf(seen));
    }

    private List<Seen> snapshot(List<Member> ofOneService, Seen.Moment now) {
        Capability<?> capability = principal(ofOneService.get(0).backend());
        List<Candidate> ranked = candidates.rankAll(capability, now.nanos());
        List<Explanation.Choice> choices = choices(capability, RequestOptions.none(), ranked, now.nanos());
        List<Seen> seen = new ArrayList<>();
        boolean asked = false;
        for (int place = 0; place < ranked.size(); place++) {
            Candidate candidate = ranked.get(place);
            if (ofOneService.contains(candidate.member())) {
                Explanation.Choice choice = choices.get(place);
                Seen one = Seen.of(candidate, choice, capability.name(), now);
                seen.add(choice.serves() && !asked ? one.asked() : one);
                asked |= choice.serves();
            }
        }
        return seen;
    }

    /** By what a service is judged as a whole: its chats where it has any. */
    private static Capability<?> principal(Backend backend) {
        return backend.capabilities().stream()
                .min(Comparator.comparing((Capability<?> offered) -> !offered.equals(Capability.CHAT))
                        .thenComparing(Capability::name))
                .orElse(Capability.CHAT);
    }

    /**
     * All backends at one moment.
     *
     * @param switchedOff why nobody is asked at all; empty in ordinary times
     */
    public record Snapshot(Instant at, String switchedOff, List<BackendStatus> backends) {}
}
