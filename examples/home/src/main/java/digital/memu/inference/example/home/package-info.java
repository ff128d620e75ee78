/** A household on one machine: the set-up page and the bot, with a simulated gaming PC and a simulated hub. */
@NullMarked
package digital.memu.inference.example.home;

import org.jspecify.annotations.NullMarked;
