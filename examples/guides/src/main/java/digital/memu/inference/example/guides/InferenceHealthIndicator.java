package digital.memu.inference.example.guides;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.RouterStatus;
import digital.memu.inference.route.BackendState;
import digital.memu.inference.route.BackendStatus;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

// snippet: health
/** Down when some service has nobody left. Reads memory only: a health check that dials would wake the PC all night. */
record InferenceHealthIndicator(InferenceRouter router) implements HealthIndicator {

    private static final Set<BackendState> USABLE =
            EnumSet.of(BackendState.UP, BackendState.LOADING, BackendState.UNKNOWN);

    @Override
    public Health health() {
        RouterStatus status = router.status();
        Map<String, Boolean> services = status.backends().stream()
                .collect(Collectors.toMap(
                        BackendStatus::service, one -> USABLE.contains(one.state()), Boolean::logicalOr));
        Health.Builder health = services.containsValue(false) ? Health.down() : Health.up();
        return health.withDetails(status.toMap()).build(); // host and port, never a credential
    }
}
// end of snippet
