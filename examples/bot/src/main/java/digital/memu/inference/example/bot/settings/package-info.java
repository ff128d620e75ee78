/** What the owner has set. */
@NullMarked
package digital.memu.inference.example.bot.settings;

import org.jspecify.annotations.NullMarked;
