package digital.memu.inference.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** A client whose thread nobody needs any more is shut down, in whatever order it came to that. */
@SuppressWarnings("try") // closing is what is tested here
class ClientHolderTest {

    @Test
    void aClientThatIsRetiredAfterItsLastExchange() {
        Set<Thread> before = Traces.threads();
        try (ClientHolder holder = new ClientHolder(() -> OwnClient.open(false))) {
            ClientHolder.Lease lease = holder.lease("http://pc");
            assertThat(Traces.since(before)).hasSize(1);
            lease.release();

            lease.retire();

            Caller.until(
                    "the client's thread to end", () -> Traces.since(before).isEmpty());
        }
    }
}
