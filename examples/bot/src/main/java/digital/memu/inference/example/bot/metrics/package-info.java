/** What the router does, as meters and a page for Prometheus. */
@NullMarked
package digital.memu.inference.example.bot.metrics;

import org.jspecify.annotations.NullMarked;
