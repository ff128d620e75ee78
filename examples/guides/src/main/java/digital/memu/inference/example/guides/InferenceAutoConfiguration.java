package digital.memu.inference.example.guides;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.route.InferenceListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

// snippet: autoconfiguration
@AutoConfiguration
@EnableConfigurationProperties(InferenceProperties.class)
class InferenceAutoConfiguration {

    /** Contacts nobody when it is made; the context closes it. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    InferenceRouter inferenceRouter(InferenceProperties properties, ObjectProvider<InferenceListener> listeners) {
        InferenceRouter.Builder builder = InferenceRouter.builder(properties.settings());
        listeners.orderedStream().forEach(builder::listener);
        return builder.build();
    }

    @Bean
    HealthIndicator inferenceHealthIndicator(InferenceRouter router) {
        return new InferenceHealthIndicator(router);
    }
}
// end of snippet
