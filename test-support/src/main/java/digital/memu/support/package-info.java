/** What this project's tests share: real servers in processes of their own, other hosts, random input. */
@NullMarked
package digital.memu.support;

import org.jspecify.annotations.NullMarked;
