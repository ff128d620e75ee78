package digital.memu.inference.example.bot.matrix;

import digital.memu.inference.example.bot.state.Inbox;
import java.util.concurrent.ScheduledExecutorService;

/** What every answer needs. Immutable. */
final class Surroundings {

    final Homeserver homeserver;
    final Courier courier;
    final Inbox inbox;
    final ScheduledExecutorService pulse;

    /** The bot's own user. */
    final String me;

    Surroundings(Homeserver homeserver, Courier courier, Inbox inbox, ScheduledExecutorService pulse, String me) {
        this.homeserver = homeserver;
        this.courier = courier;
        this.inbox = inbox;
        this.pulse = pulse;
        this.me = me;
    }
}
