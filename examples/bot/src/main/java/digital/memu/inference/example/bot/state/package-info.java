/** What the bot must not forget: a data base in a folder. */
@NullMarked
package digital.memu.inference.example.bot.state;

import org.jspecify.annotations.NullMarked;
