/** Who does what when: rooms side by side, and in each room one question after the other. */
@NullMarked
package digital.memu.inference.example.bot.work;

import org.jspecify.annotations.NullMarked;
