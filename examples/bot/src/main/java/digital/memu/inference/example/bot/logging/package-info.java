/** Logs without secrets. */
@NullMarked
package digital.memu.inference.example.bot.logging;

import org.jspecify.annotations.NullMarked;
