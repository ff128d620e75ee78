package digital.memu.inference.setup;

import digital.memu.inference.backend.CallContext;
import digital.memu.inference.failure.InferenceCancelledException;
import digital.memu.inference.route.Timeouts;
import digital.memu.inference.route.Zone;
import digital.memu.inference.setup.Step.Part;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One run of a test: its one deadline, its cancel, how far it is, and the technical details that it notes down. For the
 * thread that runs it, but for {@link #cancel()}.
 */
final class Run {

    /** For all of a test but the measuring of a speed. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    /** For what a test can do without, and for second looks. */
    static final Duration BRIEF = Duration.ofSeconds(2);

    // Longer than three seconds: that is how long a system takes to find out that nobody has the address.
    private static final Duration CONNECT = Duration.ofSeconds(4);

    private final Plan plan;
    private final Texts texts;
    private final long started;
    private final CallContext root;
    private final Map<String, String> notes = new LinkedHashMap<>();
    private Part part = Part.RESOLVE;
    private volatile boolean cancelled;

    Run(Plan plan, Texts texts) {
        this.plan = plan;
        this.texts = texts;
        this.started = plan.time().nanoTime();
        this.root = new CallContext(plan.time(), clocks(LIMIT), plan.zones(), started + LIMIT.toNanos(), false);
    }

    /** The limits of the whole test. */
    CallContext context() {
        return child(plan.zones(), clocks(LIMIT), root.deadline());
    }

    /** The same for a look-up whose outcome is judged afterwards. */
    CallContext anywhere() {
        return child(EnumSet.allOf(Zone.class), clocks(LIMIT), root.deadline());
    }

    /** Less time, within the limits of the test. */
    CallContext brief() {
        long soon = plan.time().nanoTime() + BRIEF.toNanos();
        return child(plan.zones(), clocks(BRIEF), soon - root.deadline() < 0 ? soon : root.deadline());
    }

    /** A time of its own, after the test. */
    CallContext measuring(Duration limit) {
        return child(plan.zones(), clocks(limit), plan.time().nanoTime() + limit.toNanos());
    }

    private CallContext child(Set<Zone> zones, Timeouts clocks, long deadline) {
        CallContext child = new CallContext(plan.time(), clocks, zones, deadline, false);
        root.onCancel(child::cancel);
        return child;
    }

    /** A part of the test begins. */
    void at(Part next) {
        check();
        part = next;
        plan.onStep().accept(new Step(next, plan.hostAndPort(), texts.step(next, plan)));
        check();
    }

    Part part() {
        return part;
    }

    /** Notes a technical detail; the latest of a name counts. */
    void note(String name, Object value) {
        notes.put(name, String.valueOf(value));
    }

    Map<String, String> notes() {
        return notes;
    }

    /** Time since the beginning. */
    Duration elapsed() {
        return Duration.ofNanos(plan.time().nanoTime() - started);
    }

    /** Ends the run, whatever it is doing; from any thread. */
    void cancel() {
        cancelled = true;
        root.cancel();
    }

    private void check() {
        if (cancelled) {
            throw new InferenceCancelledException("The connection test was cancelled");
        }
    }

    private static Timeouts clocks(Duration limit) {
        return Timeouts.builder()
                .resolve(Duration.ofSeconds(3))
                .connect(CONNECT)
                .upload(limit)
                .firstEvent(limit)
                .stall(limit)
                .build();
    }
}
