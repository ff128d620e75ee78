package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.ollama.testing.Fault;
import digital.memu.inference.ollama.testing.OllamaSimulator;
import digital.memu.inference.ollama.testing.SimulatedModel;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.Attempt.Outcome;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.Explanation;
import digital.memu.inference.route.Route;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.route.Tier;
import digital.memu.inference.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * One cell of the chaos matrix over real sockets: a request of one kind to one fleet, one fault, and what must hold
 * afterwards.
 *
 * @param once whether the fault strikes one request only, where it strikes requests
 * @param seed decides how the servers cut their answers into packets, and what the hub's template does
 */
record SocketCell(
        SocketFault fault, Phase phase, SocketWork work, Fleet fleet, Before before, boolean once, long seed) {

    static final String MODEL = "m";

    /** Far longer than an exchange takes on the slowest machine, as {@link PatientTime} counts. */
    private static final Duration LONG = Duration.ofSeconds(12);

    private static final Duration LONGER = Duration.ofSeconds(40);

    /** One place on each server: one that is not given back is missed by the next request. */
    private static final RoutingPolicy POLICY = RoutingPolicy.builder()
            .concurrency(1, Duration.ofSeconds(2))
            .timeouts(t -> t.resolve(LONGER)
                    .connect(LONGER)
                    .probe(LONG)
                    .stall(LONGER)
                    .bufferedStall(LONGER)
                    .warmFirstEvent(LONGER)
                    .firstEvent(LONGER.multipliedBy(2))
                    .total(Duration.ofDays(1)))
            .build();

    /** A slow server is asked whether it lives, again and again, and is not cut. */
    private static final Duration SLOWNESS = Duration.ofSeconds(30);

    /** Three servers, and a second attempt, each after every clock that there is. */
    private static final Duration BOUND = LONGER.multipliedBy(16);

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration A_MOMENT = Duration.ofMillis(50);

    /** When the fault strikes. */
    enum Phase {
        BEFORE,
        FIRST_EVENT,
        MID_ANSWER,
        LAST_EVENT;

        int events(SocketWork work) {
            return switch (this) {
                case BEFORE -> 0;
                case FIRST_EVENT -> 1;
                case MID_ANSWER -> 5;
                case LAST_EVENT -> work.events();
            };
        }
    }

    /** Who there is; the numbers are those struck and those that are well. */
    enum Fleet {
        ONE(1, 0),
        ONE_AND_HUB(1, 1),
        TWO_AND_HUB(2, 1),
        ALL_STRUCK(2, 0);

        final int struck;
        final int well;

        Fleet(int struck, int well) {
            this.struck = struck;
            this.well = well;
        }
    }

    /** What the router knows. */
    enum Before {
        UNKNOWN,
        FRESH,
        STALE,
        KNOWN
    }

    /** Cells that mean something. */
    boolean isPossible() {
        boolean whole = work == SocketWork.EMBED;
        return !(fault.onlyBefore() && phase != Phase.BEFORE)
                && !(before == Before.KNOWN && (phase != Phase.BEFORE || once))
                && !(fault == SocketFault.ENDED && phase == Phase.BEFORE)
                && !(whole && phase != Phase.BEFORE)
                && !(fault.strikesTheServer() && once);
    }

    static SimulatedModel.Builder model() {
        return SimulatedModel.named(MODEL).embedding(8).capabilities("completion", "tools", "embedding");
    }

    void run() {
        Random random = new Random(seed);
        List<OllamaSimulator> servers = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < fleet.struck + fleet.well; i++) {
                servers.add(simulator(i < fleet.struck ? model() : wellModel(random), random));
            }
            play(servers, threads);
        } finally {
            threads.shutdownNow();
            servers.forEach(OllamaSimulator::close);
        }
    }

    private static SimulatedModel.Builder wellModel(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> model().closedTemplate();
            case 1 -> model().nativeTemplate();
            default -> model();
        };
    }

    private static OllamaSimulator simulator(SimulatedModel.Builder model, Random random) {
        return OllamaSimulator.builder()
                .model(model.loaded().build())
                .answers(SocketWork::answer)
                .jsonAnswer(SocketWork.JSON)
                .segmentSizes(30 + random.nextInt(400), 1 + random.nextInt(100))
                .slots(4)
                .build();
    }

    private InferenceRouter router(List<OllamaSimulator> servers, ManualClock clock) {
        InferenceRouter.Builder builder =
                InferenceRouter.builder().policy(POLICY).time(clock);
        for (int i = 0; i < servers.size(); i++) {
            OllamaBackend.Builder backend =
                    OllamaBackend.at(servers.get(i).url()).named(name(i)).model(MODEL);
            builder.backend((i < fleet.struck ? backend.external() : backend.local()).build());
        }
        return builder.build();
    }

    private static String name(int server) {
        return "server" + server;
    }

    private void play(List<OllamaSimulator> servers, ExecutorService threads) {
        ManualClock clock = new ManualClock();
        PatientTime time = new PatientTime(clock);
        servers.forEach(time::well);
        List<OllamaSimulator> struck = servers.subList(0, fleet.struck);
        List<OllamaSimulator> well = servers.subList(fleet.struck, servers.size());
        try (InferenceRouter router = router(servers, clock)) {
            prepare(router, time, clock, struck, threads);
            int generations = generations(well);
            int connections = connections(struck);
            time.atMost(fault == SocketFault.SLOW || fault == SocketFault.LOADING ? SLOWNESS : BOUND);
            CompletableFuture<Route> asked = ask(router, time, struck, threads);
            Route route = judge(time, asked);
            assertThat(time.passed()).as("time until the outcome; %s", route).isLessThan(BOUND);
            // Where all was said already, a continuation is empty, and is followed by an answer anew.
            assertThat(generations(well) - generations)
                    .as("answers of those who are well; %s", route)
                    .isLessThanOrEqualTo(phase.events(work) > 1 ? 2 : 1);
            if (before == Before.KNOWN && outOfUse()) {
                assertThat(connections(struck) - connections)
                        .as("connections to those known to be out of use")
                        .isZero();
            }
            settle(time, clock);
            states(router, route);
            recovers(router, time, clock, servers, threads);
        }
        for (OllamaSimulator server : servers) {
            assertThat(server.awaitOpenConnections(0, SOON))
                    .as("connections left")
                    .isTrue();
            assertThat(server.loadsAborted()).as("loads given up").isZero();
        }
        assertThat(clock.timers()).as("timers left").isZero();
    }

    private static int generations(List<OllamaSimulator> servers) {
        return servers.stream().mapToInt(OllamaSimulator::generationsStarted).sum();
    }

    private static int connections(List<OllamaSimulator> servers) {
        return servers.stream().mapToInt(OllamaSimulator::connectionsAccepted).sum();
    }

    /** Whether no look is due yet either: finding out about a second server takes longer than that. */
    private boolean outOfUse() {
        boolean whole = fault == SocketFault.FROZEN || fault == SocketFault.REFUSED;
        return fleet == Fleet.ONE_AND_HUB && (whole || (fault == SocketFault.MISSING && work != SocketWork.EMBED));
    }

    private void prepare(
            InferenceRouter router,
            PatientTime time,
            ManualClock clock,
            List<OllamaSimulator> struck,
            ExecutorService threads) {
        if (before == Before.UNKNOWN) {
            return;
        }
        if (before == Before.KNOWN) {
            strike(struck, time);
        }
        time.until(simply(router, threads).handle((route, failure) -> failure));
        settle(time, clock);
        if (before == Before.STALE) {
            clock.advance(Duration.ofSeconds(50));
        }
    }

    private CompletableFuture<Route> simply(InferenceRouter router, ExecutorService threads) {
        return CompletableFuture.supplyAsync(() -> work.ask(router, 0, () -> {}), threads);
    }

    private CompletableFuture<Route> ask(
            InferenceRouter router, PatientTime time, List<OllamaSimulator> struck, ExecutorService threads) {
        if (before == Before.KNOWN) {
            return simply(router, threads);
        }
        if (phase == Phase.BEFORE || !fault.strikesTheServer()) {
            strike(struck, time);
            return simply(router, threads);
        }
        // The first server is held at the place until it is struck.
        OllamaSimulator first = struck.get(0);
        int events = phase.events(work);
        first.next(Fault.stallAfterEvents(events));
        if (work == SocketWork.SEND) {
            int started = first.generationsStarted();
            CompletableFuture<Route> answer = simply(router, threads);
            CompletableFuture<Void> strike = CompletableFuture.runAsync(
                    () -> {
                        boolean begun = false;
                        while (!begun && !answer.isDone()) {
                            begun = first.awaitGenerations(started + 1, A_MOMENT);
                        }
                        strike(struck, time);
                    },
                    threads);
            return answer.thenCombine(strike, (route, done) -> route);
        }
        return CompletableFuture.supplyAsync(() -> work.ask(router, events, () -> strike(struck, time)), threads);
    }

    private void strike(List<OllamaSimulator> struck, PatientTime time) {
        for (OllamaSimulator server : struck) {
            fault.tell(time, server);
            if (fault.strikesTheServer()) {
                fault.strike(server);
            } else if (once) {
                server.next(fault.at(phase.events(work)));
            } else {
                server.always(fault.at(phase.events(work)));
            }
        }
    }

    private Route judge(PatientTime time, CompletableFuture<Route> asked) {
        Route route;
        try {
            route = time.until(asked);
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof AllBackendsFailedException failure)) {
                throw e;
            }
            assertThat(fleet.well)
                    .as("those who could have answered; %s", failure)
                    .isZero();
            assertThat(passes()).as("whether it passes; %s", failure).isFalse();
            route = failure.route();
        }
        long attempts = route.attempts().stream()
                .filter(attempt -> attempt.outcome() != Outcome.SKIPPED)
                .count();
        assertThat(attempts).as("attempts; %s", route).isLessThanOrEqualTo(fleet.struck + fleet.well + 1);
        return route;
    }

    /** Whether the request must be answered even by those who are struck. */
    private boolean passes() {
        boolean midAnswer = fleet == Fleet.ONE && phase != Phase.BEFORE;
        return fault == SocketFault.SLOW
                || fault == SocketFault.LOADING
                || (once && (midAnswer || fault == SocketFault.BUSY));
    }

    /** What was begun for nobody in particular ends: dials, questions, loads. */
    private static void settle(PatientTime time, ManualClock clock) {
        time.atMost(BOUND);
        time.until("an end of all clocks", () -> clock.timers() == 0);
    }

    private void states(InferenceRouter router, Route route) {
        String served = route.served().map(Attempt::backend).orElse("");
        Set<String> failed = route.attempts().stream()
                .filter(attempt -> attempt.outcome() == Outcome.FAILED)
                .map(Attempt::backend)
                .collect(Collectors.toSet());
        Capability<?> capability = work == SocketWork.EMBED ? Capability.EMBEDDING : Capability.CHAT;
        for (Explanation.Choice choice : router.explain(capability).choices()) {
            boolean well = choice.tier() == Tier.LOCAL;
            if (well) {
                assertThat(choice.state()).as("%s, which is well", choice).isIn(BackendState.UP, BackendState.UNKNOWN);
            } else if (choice.backend().equals(served)) {
                // Perhaps at the second attempt.
                assertThat(choice.state()).as("%s after %s", choice, route).isEqualTo(BackendState.UP);
            } else if (failed.contains(choice.backend())) {
                assertThat(choice.state()).as("%s after %s", choice, route).isIn(expected());
            }
        }
    }

    private Set<BackendState> expected() {
        boolean early = phase == Phase.BEFORE;
        Set<BackendState> lives = work == SocketWork.EMBED
                ? EnumSet.of(BackendState.UP, BackendState.UNKNOWN)
                : EnumSet.of(BackendState.UP);
        return switch (fault) {
            case FROZEN -> EnumSet.of(BackendState.DOWN);
            // Its connections were closed, which a server that only crashed within does too.
            case REFUSED -> early ? EnumSet.of(BackendState.DOWN) : EnumSet.of(BackendState.UP, BackendState.DOWN);
            case RESET, CUT -> early ? EnumSet.of(BackendState.DOWN) : lives;
            case GARBAGE -> early ? EnumSet.of(BackendState.MISCONFIGURED) : lives;
            case MISSING -> work == SocketWork.EMBED ? lives : EnumSet.of(BackendState.MISCONFIGURED);
            case LOADING -> EnumSet.of(BackendState.UP, BackendState.LOADING);
            default -> lives;
        };
    }

    /** The fault ends: nothing is left of it, and the preferred server serves again. */
    private void recovers(
            InferenceRouter router,
            PatientTime time,
            ManualClock clock,
            List<OllamaSimulator> servers,
            ExecutorService threads) {
        for (OllamaSimulator server : servers.subList(0, fleet.struck)) {
            fault.heal(server);
            time.well(server);
        }
        settle(time, clock);
        // What is known of loaded models is a minute old at most.
        clock.advance(Duration.ofMinutes(2));
        String served = "";
        for (int i = 0; i < 10 && !served.equals(name(0)); i++) {
            time.until(CompletableFuture.runAsync(() -> router.refresh(Duration.ofDays(1)), threads));
            served = time.until(simply(router, threads)).backend();
            settle(time, clock);
        }
        assertThat(served).as("who serves when all is well again").isEqualTo(name(0));
    }
}
