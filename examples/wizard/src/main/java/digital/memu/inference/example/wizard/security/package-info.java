/** Who may use the page: whoever was given the key, in a browser that asked the right host. */
@NullMarked
package digital.memu.inference.example.wizard.security;

import org.jspecify.annotations.NullMarked;
