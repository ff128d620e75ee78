/**
 * Tools and structured answers, with Java types in place of JSON: {@link digital.memu.inference.tools.ToolLoop} and
 * {@link digital.memu.inference.tools.StructuredChat}. They work with any {@link
 * digital.memu.inference.chat.ChatModel}.
 *
 * <p>A type is a record, or a class with a constructor without arguments. Its parts may be texts, numbers, booleans, enums,
 * lists, sets, arrays, maps with text keys, dates and times, {@code UUID}, {@code URI}, {@code Object} (any JSON), and such
 * types again, but never the type itself. A part is required unless it is an {@code Optional} or {@code @Nullable}; the
 * annotation may be anybody's, if it is kept at run time and on the class path then. {@link
 * digital.memu.inference.tools.Description} tells the model more. In a named module, types that are not public in an
 * exported package need {@code opens your.types to digital.memu.inference.tools;}.
 *
 * <p>What a model sends is read with sense: enums in any case, numbers and booleans in quotes, a blank for the {@code T} of a
 * date and time; fields that the type does not know are ignored. What a constructor refuses is a mistake of the model's
 * like any other.
 */
@NullMarked
package digital.memu.inference.tools;

import org.jspecify.annotations.NullMarked;
