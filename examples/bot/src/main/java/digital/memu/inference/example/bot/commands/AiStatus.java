package digital.memu.inference.example.bot.commands;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.example.bot.talk.Answer;
import java.time.Duration;
import java.time.ZoneId;

/** {@code /ai-status}: which servers there are and how they are. */
public final class AiStatus implements Command {

    /** Enough for a server that came back, which is asked twice. */
    private static final Duration LOOK = Duration.ofSeconds(4);

    private final InferenceRouter router;
    private final ZoneId zone;

    /** Of this router, with times in this zone. */
    public AiStatus(InferenceRouter router, ZoneId zone) {
        this.router = router;
        this.zone = zone;
    }

    @Override
    public String name() {
        return "/ai-status";
    }

    @Override
    public String usage() {
        return "/ai-status: which AI servers there are, and how they are";
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public Answer run(Call call) {
        router.refresh(LOOK);
        return Answer.own(router.status().toText(zone));
    }
}
