package digital.memu.inference.internal.routing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something that was learnt about a backend: the only reasons for which its {@link Health} changes. */
sealed interface Event {

    /** It answered a request: a part of an answer came. */
    record Answered(@Nullable String model) implements Event {}

    /** It served a request of this capability to its end. */
    record Served(String capability, @Nullable String model) implements Event {}

    /** Hard evidence from a request: nobody is there. */
    record Gone(String why) implements Event {}

    /** A probe found it well. */
    record ProbedWell() implements Event {}

    /**
     * A probe found it ill.
     *
     * @param jitter spreads the looks of many routers, between 0.9 and 1.1
     */
    record ProbedBadly(String why, double jitter) implements Event {}

    /** It failed repeatedly at this capability: the circuit breaker opened. */
    record Tripped(String capability, String why) implements Event {}

    /** It lives and cannot serve as it is set up; {@code model} is null when that holds for all models. */
    record Misconfigured(@Nullable String model, String why) implements Event {}

    /** The set-up was put right. */
    record Cured(@Nullable String model) implements Event {}

    /** The set-up is as wrong as before. */
    record NotCured(@Nullable String model, String why) implements Event {}

    /** It loads the model. */
    record LoadBegan(String model) implements Event {}

    /** The load is over, well or not. */
    record LoadEnded(String model) implements Event {}

    /** Its owner wants it left alone; zero ends that. */
    record Paused(Duration duration) implements Event {}

    /** Somebody wants to know now: the next look need not wait. */
    record Wanted() implements Event {}
}
