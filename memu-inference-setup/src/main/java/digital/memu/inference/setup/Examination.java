package digital.memu.inference.setup;

import digital.memu.inference.backend.ServerKind;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.health.DiagnosisCode;
import digital.memu.inference.health.FoundService;
import digital.memu.inference.internal.http.Transport;
import digital.memu.inference.route.Zone;
import digital.memu.inference.setup.Step.Part;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The test itself: one step after the other, until one tells what is wrong or all is well. */
final class Examination {

    /** A server that is awake and has nothing to load answers its version in milliseconds. */
    private static final Duration SLOW = Duration.ofSeconds(3);

    private final Plan plan;
    private final Run run;
    private final Ways ways;

    Examination(Plan plan, Run run, Ways ways) {
        this.plan = plan;
        this.run = run;
        this.ways = ways;
    }

    Finding finding() {
        Finding problem = plan.typed().problem();
        if (problem != null) {
            run.note("reason", plan.typed().reason());
            return problem;
        }
        Site site = new Site(plan, run, ways, plan.addresses().get(0));
        run.note("address", site.address());
        Finding finding = examine(site);
        boolean portMissing = plan.typed().portMissing()
                && finding.found() == null
                && !finding.is(DiagnosisCode.DNS_FAILED)
                && !finding.is(DiagnosisCode.ADDRESS_FORBIDDEN)
                && !finding.is(DiagnosisCode.SELF);
        return portMissing && site.listens(site.usual())
                ? Finding.of(DiagnosisCode.PORT_MISSING).write(site.usual().toString())
                : finding;
    }

    private Finding examine(Site site) {
        Transport way = ways.to(plan.addresses());
        List<InetAddress> addresses = List.of();
        try {
            run.at(Part.RESOLVE);
            addresses = way.lookUp(run.anywhere());
            Finding forbidden = judged(addresses);
            if (forbidden != null) {
                return forbidden;
            }
            run.at(Part.REACH);
            way.dial(run.context());
            return met(site, way);
        } catch (InferenceCancelledException e) {
            throw e;
        } catch (InferenceException e) {
            boolean here = !addresses.isEmpty() && addresses.stream().allMatch(plan.own());
            return new Failure(site, here).of(e);
        }
    }

    /** Whether the addresses may be dialled, and are another machine's if that is wanted. */
    private @Nullable Finding judged(List<InetAddress> addresses) {
        run.note("resolved", addresses.stream().map(InetAddress::getHostAddress).toList());
        if (addresses.stream().anyMatch(address -> !plan.zones().contains(Zone.of(address)))) {
            return Finding.of(DiagnosisCode.ADDRESS_FORBIDDEN, "PUBLIC");
        }
        return plan.external() && addresses.stream().allMatch(plan.own())
                ? Finding.of(DiagnosisCode.SELF).click(Repair.Kind.THIS_DEVICE)
                : null;
    }

    /** Somebody listens: who is it? */
    private Finding met(Site site, Transport way) {
        Visitor visitor = new Visitor(run, way);
        run.at(Part.SPEAK);
        Duration before = run.elapsed();
        Optional<FoundService> found = plan.kind().identify(visitor);
        boolean slow = run.elapsed().minus(before).compareTo(SLOW) > 0;
        return found.isPresent() ? recognised(site, visitor, found.get(), slow) : refused(site, visitor);
    }

    private Finding recognised(Site site, Visitor visitor, FoundService found, boolean slow) {
        ServerKind kind = plan.kind();
        run.note("service", found);
        run.at(Part.MODEL);
        try {
            Optional<FoundService> whole = kind.inspect(found, visitor);
            if (whole.isEmpty()) {
                return refused(site, visitor);
            }
            FoundService all = plan.model().isEmpty() ? whole.get() : kind.lookFor(plan.model(), whole.get(), visitor);
            run.note("models", all.models().size());
            return new Equipment(plan, run, ways).judge(slow ? all.concern(DiagnosisCode.SLOW_START) : all);
        } catch (InferenceCancelledException e) {
            throw e;
        } catch (InferenceException e) {
            return new Failure(site, false).of(e).at(found);
        }
    }

    private Finding refused(Site site, Visitor visitor) {
        Visitor.Reply reply = visitor.latest();
        return reply == null ? Finding.of(DiagnosisCode.SERVER_ERROR) : new Refusal(site).of(reply);
    }
}
