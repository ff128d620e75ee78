/** What is said and heard: the words that commands, chats and the state have in common. */
@NullMarked
package digital.memu.inference.example.bot.talk;

import org.jspecify.annotations.NullMarked;
