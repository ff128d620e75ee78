package digital.memu.inference.example.bot.commands;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.example.bot.state.Pauses;
import digital.memu.inference.example.bot.talk.Answer;
import digital.memu.inference.example.console.Durations;
import digital.memu.inference.route.BackendStatus;
import digital.memu.inference.route.Tier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code /ai pause}: leaves the other machines alone, for somebody who plays on one. */
public final class AiPause implements Command {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private static final Duration DAY = Duration.ofDays(1);

    private final InferenceRouter router;
    private final Pauses pauses;
    private final Clock clock;
    private final ZoneId zone;

    /** Of this router; the pauses that have not ended are in force again. */
    public AiPause(InferenceRouter router, Pauses pauses, Clock clock, ZoneId zone) {
        this.router = router;
        this.pauses = pauses;
        this.clock = clock;
        this.zone = zone;
        Instant now = clock.instant();
        pauses.after(now).forEach((server, until) -> {
            if (router.status().backend(server).isPresent()) {
                router.pause(server, Duration.between(now, until));
            }
        });
    }

    @Override
    public String name() {
        return "/ai pause";
    }

    @Override
    public String usage() {
        return "/ai pause 2h: leaves the other computers alone for so long; /ai pause 0 ends that";
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public Answer run(Call call) {
        Optional<Duration> time = Durations.parse(call.arguments());
        if (time.isEmpty()) {
            return Answer.own("❌ For how long? Write it like this: /ai pause 2h, or 90m, or 0 to end it.");
        }
        List<String> servers = router.status().backends().stream()
                .filter(backend -> backend.tier() != Tier.LOCAL)
                .map(BackendStatus::name)
                .toList();
        if (servers.isEmpty()) {
            return Answer.own("There is no other computer to pause: this hub answers everything itself.");
        }
        Instant end = clock.instant().plus(time.get());
        for (String server : servers) {
            router.pause(server, time.get());
            pauses.until(server, end);
        }
        String names = servers.stream().collect(Collectors.joining(", "));
        return Answer.own(
                time.get().isZero()
                        ? "✓ " + names + " may be asked again."
                        : "✓ " + names + ": left alone until " + until(time.get(), end.atZone(zone)) + ".");
    }

    private static String until(Duration time, ZonedDateTime end) {
        return time.compareTo(DAY) < 0 ? CLOCK.format(end) : Times.words(end);
    }
}
