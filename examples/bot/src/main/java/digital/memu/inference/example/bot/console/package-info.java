/** The bot on a terminal, without a homeserver. */
@NullMarked
package digital.memu.inference.example.bot.console;

import org.jspecify.annotations.NullMarked;
