/** What the browser shows: HTML built from elements that escape by themselves, and the words in two languages. */
@NullMarked
package digital.memu.inference.example.wizard.page;

import org.jspecify.annotations.NullMarked;
