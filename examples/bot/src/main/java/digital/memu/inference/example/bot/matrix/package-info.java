/** The bot in Matrix rooms. */
@NullMarked
package digital.memu.inference.example.bot.matrix;

import org.jspecify.annotations.NullMarked;
