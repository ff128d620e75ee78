package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import digital.memu.inference.backend.Backend;
import digital.memu.inference.backend.Capability;
import digital.memu.inference.chat.ChatModel;
import digital.memu.inference.chat.ChatRequest;
import digital.memu.inference.chat.ChatStream;
import digital.memu.inference.embedding.EmbeddingRequest;
import digital.memu.inference.failure.InferenceException;
import digital.memu.inference.internal.http.Town.Place;
import digital.memu.inference.internal.routing.Engine;
import digital.memu.inference.route.ColdStart;
import digital.memu.inference.route.Priority;
import digital.memu.inference.route.RequestOptions;
import digital.memu.inference.route.Rescue;
import digital.memu.inference.route.RoutingPolicy;
import digital.memu.inference.route.Zone;
import digital.memu.support.Fuzz;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever the fleet, the policy, the caller's wishes and the faults: no prompt leaves the zones that are allowed. */
class PrivacyTest {

    private static final int FLEETS = 100_000;

    private final List<Town> towns = Stream.iterate(1, i -> i + 1)
            .limit(3)
            .map(i -> new Town(new Random(i)))
            .toList();
    private int fleets;
    private int sent;
    private int refused;

    @AfterEach
    void close() {
        towns.forEach(Town::close);
    }

    @Test
    void noPromptLeavesTheAllowedZones() {
        if (Fuzz.rounds(FLEETS, this::fleet)) {
            assertThat(sent).as("prompts of %s fleets", fleets).isGreaterThan(fleets / 3);
            assertThat(refused)
                    .as("requests of %s fleets that nobody served", fleets)
                    .isGreaterThan(fleets / 10);
        }
    }

    private void fleet(Random random) {
        fleets++;
        Town town = towns.get(random.nextInt(towns.size()));
        InstantTime time = new InstantTime();
        List<List<Place>> prompts = new ArrayList<>();
        List<Backend> backends = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            backends.add(new TownBackend("b" + i, town, random, prompts::add));
        }
        boolean internet = random.nextInt(3) == 0;
        try (Engine engine = new Engine(backends, policy(random, internet), List.of(), time, time, time)) {
            for (int left = random.nextInt(8) > 0 ? 1 : 3; left > 0; left--) {
                Set<Zone> within = random.nextBoolean() ? null : zones(random);
                ask(engine, options(random, within), random);
                time.pass(Duration.ofSeconds(random.nextInt(400)));
                prompts.forEach(places -> check(places, internet, within));
                sent += prompts.size();
                prompts.clear();
            }
        }
    }

    private static void check(List<Place> places, boolean internet, @Nullable Set<Zone> within) {
        for (Place place : places) {
            Zone zone = place.zone();
            boolean allowed =
                    zone != null && (internet || zone != Zone.INTERNET) && (within == null || within.contains(zone));
            if (!allowed) {
                throw new AssertionError("a prompt went to " + place + ", internet " + internet + ", within " + within);
            }
        }
    }

    private void ask(Engine engine, RequestOptions options, Random random) {
        try {
            if (random.nextInt(4) == 0) {
                engine.routed(Capability.EMBEDDING, options).embed(EmbeddingRequest.of("m", "a"));
            } else {
                chat(engine.routed(Capability.CHAT, options), random);
            }
        } catch (InferenceException | IllegalStateException e) {
            refused++;
        }
    }

    private static void chat(ChatModel model, Random random) {
        int patience = random.nextInt(4) == 0 ? random.nextInt(8) : Integer.MAX_VALUE;
        try (ChatStream stream = model.stream(ChatRequest.of("a"))) {
            for (var events = stream.iterator(); patience > 0 && events.hasNext(); patience--) {
                events.next();
            }
        }
    }

    private static RoutingPolicy policy(Random random, boolean internet) {
        return RoutingPolicy.builder()
                .allowInternet(internet)
                .fallback(random.nextInt(4) > 0)
                .rescue(any(random, Rescue.values()))
                .coldStart(any(random, ColdStart.values()))
                .concurrency(1 + random.nextInt(2), Duration.ofMillis(random.nextInt(2)))
                .build();
    }

    private static RequestOptions options(Random random, @Nullable Set<Zone> within) {
        RequestOptions.Builder options = RequestOptions.builder().priority(any(random, Priority.values()));
        if (within != null) {
            options.within(within.iterator().next(), within.toArray(Zone[]::new));
        }
        switch (random.nextInt(8)) {
            case 0 -> options.onlyLocal();
            case 1 -> options.onlyExternal();
            case 2 -> options.onlyOn("b0");
            case 3 -> options.rescue(any(random, Rescue.values()));
            case 4 -> options.coldStart(any(random, ColdStart.values()));
            case 5 -> options.deadline(Duration.ofMillis(1 + random.nextInt(2_000)));
            default -> options.header("X-Any", "thing");
        }
        return options.build();
    }

    private static Set<Zone> zones(Random random) {
        Set<Zone> zones = EnumSet.of(any(random, Zone.values()));
        while (random.nextBoolean()) {
            zones.add(any(random, Zone.values()));
        }
        return zones;
    }

    private static <E> E any(Random random, E[] values) {
        return values[random.nextInt(values.length)];
    }
}
