/** Chat: one small interface, {@link digital.memu.inference.chat.ChatModel}, with its request, events and reply. */
@NullMarked
package digital.memu.inference.chat;

import org.jspecify.annotations.NullMarked;
