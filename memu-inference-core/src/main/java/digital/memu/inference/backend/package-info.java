/** What a kind of server implements to be routed to: the service provider interface. */
@NullMarked
package digital.memu.inference.backend;

import org.jspecify.annotations.NullMarked;
