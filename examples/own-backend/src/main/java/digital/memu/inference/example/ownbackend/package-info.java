/** A capability and a backend of one's own; docs/writing-a-backend.md explains them. */
@NullMarked
package digital.memu.inference.example.ownbackend;

import org.jspecify.annotations.NullMarked;
