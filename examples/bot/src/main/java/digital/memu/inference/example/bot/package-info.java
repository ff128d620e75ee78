/** The family's bot: a chat room in which whichever machine can answers. */
@NullMarked
package digital.memu.inference.example.bot;

import org.jspecify.annotations.NullMarked;
