package digital.memu.inference.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatEvent;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.chat.ResponseFormat;
import digital.memu.inference.chat.ToolSpec;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.route.Attempt;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.Route;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.route.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** One cell of the chaos matrix: a request of one kind to one fleet in one state, one fault, and what must hold afterwards. */
record ChaosCell(SimulatedFault fault, Phase phase, Work work, Fleet fleet, Before before) {

    /** When the fault strikes. */
    enum Phase {
        BEFORE(0),
        FIRST_EVENT(100),
        MID_ANSWER(450),
        LAST_EVENT(585);

        private final Duration at;

        Phase(int millis) {
            this.at = Duration.ofMillis(millis);
        }
    }

    /** What is asked for. */
    enum Work {
        SEND,
        STREAM,
        EMBED,
        PHOTO,
        SEARCH,
        TOOLS,
        STRUCTURED;

        /** Whether the answer comes in one piece. */
        private boolean whole() {
            return this == EMBED || photos();
        }

        boolean photos() {
            return this == PHOTO || this == SEARCH;
        }
    }

    /** Who there is; the numbers are those struck and those who could help. */
    enum Fleet {
        ONE(1, 0),
        ONE_AND_HUB(1, 1),
        TWO_AND_HUB(2, 1),
        LOCAL_ONLY(0, 1),
        ALL_STRUCK(2, 1);

        private final int external;
        private final int local;

        Fleet(int external, int local) {
            this.external = external;
            this.local = local;
        }

        boolean rescued() {
            return this == ONE_AND_HUB || this == TWO_AND_HUB;
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
        boolean whole = work.whole() && (phase == Phase.MID_ANSWER || phase == Phase.LAST_EVENT);
        boolean onlyBefore = fault == SimulatedFault.BUSY
                || fault == SimulatedFault.MISSING_MODEL
                || fault == SimulatedFault.LOADING;
        return fault != SimulatedFault.NONE
                && !whole
                // Vectors of a living server are waited for as long as a whole call may take: they come in batches.
                && !(fault == SimulatedFault.MUTE && work == Work.EMBED)
                && !(onlyBefore && phase != Phase.BEFORE)
                && !(before == Before.KNOWN && phase != Phase.BEFORE);
    }

    void run() {
        try (SimulatedTime time = new SimulatedTime()) {
            List<SimulatedServer> servers = new ArrayList<>();
            for (int i = 0; i < fleet.external; i++) {
                servers.add(new SimulatedServer("pc" + i, Tier.EXTERNAL, time, work.photos()));
            }
            for (int i = 0; i < fleet.local; i++) {
                servers.add(new SimulatedServer("hub", Tier.LOCAL, time, work.photos()));
            }
            List<Backend> backends = List.copyOf(servers);
            try (Engine engine = new Engine(backends, RoutingPolicy.defaults(), List.of(), time, time, time)) {
                play(time, engine, servers);
            }
        }
    }

    private List<SimulatedServer> struck(List<SimulatedServer> servers) {
        return fleet.rescued() ? servers.subList(0, fleet.external) : servers;
    }

    private void play(SimulatedTime time, Engine engine, List<SimulatedServer> servers) {
        prepare(time, engine, servers);
        if (phase == Phase.BEFORE) {
            struck(servers).forEach(server -> server.become(fault));
        } else {
            time.schedule(phase.at, () -> struck(servers).forEach(server -> server.become(fault)));
        }
        Map<String, Integer> packets = servers.stream()
                .collect(Collectors.toMap(
                        SimulatedServer::name, server -> server.packets().size()));
        Duration begun = time.elapsed();
        CompletableFuture<Route> answer = time.until(time.begin(() -> ask(engine)));
        Duration took = time.elapsed().minus(begun);

        Route route = judge(answer, took);
        ChaosGrades.judge(
                this, route, struck(servers).stream().map(SimulatedServer::name).toList(), engine, time.nanoTime());
        if (before == Before.KNOWN && fleet.rescued() && known()) {
            for (SimulatedServer server : struck(servers)) {
                assertThat(server.packets())
                        .as("no packet to %s, which is known to be out of use", server.name())
                        .hasSize(packets.get(server.name()));
            }
        }
        recovers(time, engine, servers);
    }

    private boolean known() {
        return fault == SimulatedFault.OFF
                || fault == SimulatedFault.REFUSED
                || (fault == SimulatedFault.FROZEN && !work.photos())
                || fault == SimulatedFault.MISSING_MODEL;
    }

    /** A service for photos that is frozen answers as little as one that has to load a model. */
    boolean frozenAtPhotos() {
        return fault == SimulatedFault.FROZEN && work.photos();
    }

    private void prepare(SimulatedTime time, Engine engine, List<SimulatedServer> servers) {
        if (before == Before.KNOWN) {
            struck(servers).forEach(server -> server.become(fault));
            CompletableFuture<Route> unused =
                    time.until(time.begin(() -> ask(engine)).exceptionally(failure -> Route.of(List.of())));
            time.pass(Duration.ofMillis(600));
        } else if (before != Before.UNKNOWN) {
            time.until(time.begin(() -> ask(engine))).join();
            time.pass(before == Before.STALE ? Duration.ofSeconds(50) : Duration.ofMillis(10));
        }
    }

    private Route ask(Engine engine) {
        if (work == Work.EMBED) {
            return engine.routed(Capability.EMBEDDING, RequestOptions.none())
                    .embed(EmbeddingRequest.of(SimulatedServer.MODEL, "a"))
                    .route();
        }
        if (work == Work.PHOTO) {
            PhotoRequest photo = PhotoRequest.of(new byte[] {1})
                    .embedding(SimulatedServer.MODEL)
                    .build();
            return engine.routed(Capability.PHOTOS, RequestOptions.none())
                    .analyze(photo)
                    .route();
        }
        if (work == Work.SEARCH) {
            return engine.routed(Capability.PHOTOS, RequestOptions.none())
                    .embedText(SimulatedServer.MODEL, "a dog")
                    .route();
        }
        ChatRequest.Builder request = ChatRequest.builder().user("Which colours?");
        if (work == Work.TOOLS) {
            request.tools(List.of(ToolSpec.of("f", "does nothing", Map.of("type", "object"))));
        } else if (work == Work.STRUCTURED) {
            request.format(ResponseFormat.json());
        }
        try (ChatStream stream = engine.routed(Capability.CHAT, RequestOptions.none()).stream(request.build())) {
            StringBuilder seen = new StringBuilder();
            int joints = 0;
            for (ChatEvent event : stream) {
                boolean anew = event.joint().filter(joint -> !joint.continued()).isPresent();
                if (anew) {
                    seen.setLength(0);
                }
                joints += event.joint().isPresent() ? 1 : 0;
                seen.append(event.text());
            }
            assertThat(seen.toString()).as("what was delivered").isEqualTo(SimulatedAnswer.whole());
            assertThat(stream.reply().text()).isEqualTo(SimulatedAnswer.whole());
            assertThat(joints).as("joints").isLessThanOrEqualTo(fleet.external + fleet.local);
            return stream.reply().route();
        }
    }

    private Route judge(CompletableFuture<Route> answer, Duration took) {
        Route route;
        try {
            route = answer.join();
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(AllBackendsFailedException.class);
            assertThat(fleet.rescued()).as("somebody could have answered").isFalse();
            assertThat(fault).as("a fault that ends by itself").isNotIn(SimulatedFault.SLOW, SimulatedFault.LOADING);
            route = ((AllBackendsFailedException) e.getCause()).route();
        }
        long asked = route.attempts().stream()
                .filter(attempt -> attempt.outcome() != Attempt.Outcome.SKIPPED)
                .count();
        assertThat(asked).as("attempts").isLessThanOrEqualTo(fleet.external + fleet.local + 1);
        assertThat(took).as("time until the outcome; %s", route).isLessThanOrEqualTo(bound());
        return route;
    }

    /** Two answers' time, one of them cut, and what it takes to find the fault out. */
    private Duration bound() {
        Duration answers = Duration.ofMillis(work.whole() ? 450 : 1_600);
        int struck = Math.max(1, fleet.rescued() ? fleet.external : fleet.external + fleet.local);
        if (!fleet.rescued()) {
            // A second attempt, after up to five looks; or the load; or the slowness of every part.
            boolean silent = fault == SimulatedFault.MUTE || frozenAtPhotos();
            return silent ? Duration.ofMinutes(12) : Duration.ofMinutes(4);
        }
        Duration each = switch (fault) {
            case OFF ->
                phase != Phase.BEFORE
                        ? Duration.ofMillis(4_200)
                        : switch (before) {
                            case KNOWN -> Duration.ZERO;
                            case FRESH -> Duration.ofMillis(700);
                            default -> Duration.ofMillis(170);
                        };
            case FROZEN -> {
                if (frozenAtPhotos()) {
                    yield Duration.ofSeconds(34);
                }
                yield before == Before.KNOWN ? Duration.ZERO : Duration.ofMillis(4_200);
            }
            case SLOW -> Duration.ofMinutes(4);
            case MUTE -> Duration.ofSeconds(34);
            case LOADING -> {
                if (work.whole()) {
                    // Vectors are never answered elsewhere meanwhile: the model is one, and they wait for it.
                    yield SimulatedFault.LOAD_TIME;
                }
                // A model that was in memory a moment ago is only asked for when its answer does not come.
                yield Duration.ofMillis(before == Before.FRESH || before == Before.STALE ? 2_020 : 20);
            }
            default -> Duration.ofMillis(250);
        };
        return answers.plus(each.multipliedBy(struck));
    }

    /** The fault ends: nothing is left of it, and the preferred backend serves again. */
    private void recovers(SimulatedTime time, Engine engine, List<SimulatedServer> servers) {
        servers.forEach(server -> server.become(SimulatedFault.NONE));
        time.pass(Duration.ofMinutes(1));
        String served = "";
        for (int i = 0; i < 25 && !served.equals(servers.get(0).name()); i++) {
            served = time.until(time.begin(() -> ask(engine))).join().backend();
            time.pass(Duration.ofSeconds(20));
        }
        assertThat(served)
                .as("who serves when all is well again")
                .isEqualTo(servers.get(0).name());
        assertThat(time.timers()).as("timers left").isZero();
        for (Member member : engine.members()) {
            assertThat(member.places().taken()).as("places held").isZero();
            assertThat(member.watches()).as("watches left").isEmpty();
            assertThat(member.loads()).as("loads left").isEmpty();
        }
    }
}
