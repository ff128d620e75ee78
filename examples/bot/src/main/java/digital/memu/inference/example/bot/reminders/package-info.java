/** Reminders: when they are due, kept, and delivered once. */
@NullMarked
package digital.memu.inference.example.bot.reminders;

import org.jspecify.annotations.NullMarked;
