package digital.memu.inference.ollama.testing;

import digital.memu.inference.ollama.testing.ExchangeOver.Cause;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of one response on their way into the socket: held back while frozen, slowed, stopped at a byte. */
final class Wire {

    /** What happens at the chosen byte. */
    interface Limit {
        void reached() throws IOException;
    }

    private final Connection connection;
    private final Lifeline life;
    private final Machine machine;
    private @Nullable Duration pausePerByte;
    private long limit = Long.MAX_VALUE;
    private Limit atLimit = () -> {};
    private long sent;

    Wire(Connection connection, Machine machine) {
        this.connection = connection;
        this.life = connection.life();
        this.machine = machine;
    }

    void slowDown(Duration pausePerByte) {
        this.pausePerByte = pausePerByte;
    }

    void stopAt(long limit, Limit atLimit) {
        this.limit = limit;
        this.atLimit = atLimit;
    }

    void write(byte[] bytes) throws IOException {
        int room = (int) Math.min(bytes.length, Math.max(0, limit - sent));
        send(room == bytes.length ? bytes : Arrays.copyOf(bytes, room));
        if (room < bytes.length) {
            strike();
            send(Arrays.copyOfRange(bytes, room, bytes.length));
        }
    }

    /** Nothing more will be written. */
    void finish() throws IOException {
        if (sent == limit) {
            strike();
        }
    }

    private void strike() throws IOException {
        limit = Long.MAX_VALUE;
        atLimit.reached();
    }

    private void send(byte[] bytes) throws IOException {
        Duration pause = pausePerByte;
        List<Integer> sizes =
                pause != null ? List.of(1) : machine.settings().framing().segmentSizes();
        for (byte[] piece : Framing.cut(bytes, sizes)) {
            machine.awaitThaw(life);
            try {
                connection.output().write(piece);
            } catch (IOException e) {
                life.check();
                throw new ExchangeOver(Cause.CLIENT_GONE);
            }
            sent += piece.length;
            if (pause != null) {
                life.pause(pause);
            }
        }
    }
}
