/** What the bot can be asked for, one class for each command. */
@NullMarked
package digital.memu.inference.example.bot.commands;

import org.jspecify.annotations.NullMarked;
